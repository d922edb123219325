using System.Net;
using System.Net.Sockets;

namespace Firstlight.Protocol.Provisioning;

/// <summary>A fixed IPv4 address for the device. Fields that were missing or unreadable are null and stay unset.</summary>
/// <param name="Address"><c>ip</c>: the one that turns the static mode on.</param>
/// <param name="Mask"><c>mask</c>.</param>
/// <param name="Gateway"><c>gw</c>.</param>
/// <param name="Dns"><c>dns</c>.</param>
/// <param name="Dns2"><c>dns2</c>.</param>
public sealed record StaticAddress(
    IPAddress Address,
    IPAddress? Mask,
    IPAddress? Gateway,
    IPAddress? Dns,
    IPAddress? Dns2
)
{
    /// <summary>Reads a dotted quad of four decimal numbers; null for anything else, and for 0.0.0.0.</summary>
    internal static IPAddress? ReadQuad(string? text)
    {
        // IPAddress.TryParse also takes "1" and "0x7f.1"; a person who typed that meant something else.
        if (text is null || text.Split('.') is not { Length: 4 } parts)
            return null;
        if (Array.Exists(parts, part => part.Length is 0 or > 3 || !part.All(char.IsAsciiDigit)))
            return null;
        if (Array.Exists(parts, part => part.Length > 1 && part[0] == '0'))
            return null;
        return
            IPAddress.TryParse(text, out var address)
            && address.AddressFamily == AddressFamily.InterNetwork
            && !address.Equals(IPAddress.Any)
            ? address
            : null;
    }
}
