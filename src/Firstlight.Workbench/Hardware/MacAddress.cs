using System.Security.Cryptography;
using System.Text;
using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>Addresses for virtual radios: always the same for the same device id, marked as locally administered.</summary>
internal static class MacAddress
{
    public static RadioFacts Facts(string deviceId)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(deviceId), digest);
        return new RadioFacts(
            Format(0x02, digest),
            Format(0x06, digest),
            FiveGigahertz: true,
            ScansAsAccessPoint: true
        );
    }

    private static string Format(byte first, ReadOnlySpan<byte> rest) =>
        $"{first:X2}:{rest[0]:X2}:{rest[1]:X2}:{rest[2]:X2}:{rest[3]:X2}:{rest[4]:X2}";
}
