using System.Security.Cryptography;

namespace Firstlight.Protocol.Firmware;

/// <summary>Checksum and digest of an <see cref="EspImage"/>.</summary>
internal static class EspChecks
{
    public const int HashBytes = SHA256.HashSizeInBytes;

    private const byte ChecksumStart = 0xEF;

    public static bool ChecksumFits(ReadOnlySpan<byte> file, EspImage image) =>
        file[image.ChecksumAt] == ChecksumOf(file, image);

    public static bool HashFits(ReadOnlySpan<byte> file, EspImage image)
    {
        Span<byte> digest = stackalloc byte[HashBytes];
        SHA256.HashData(file[image.Start..(image.ChecksumAt + 1)], digest);
        return file.Slice(image.ChecksumAt + 1, HashBytes).SequenceEqual(digest);
    }

    public static void Write(Span<byte> file, EspImage image)
    {
        file[image.ChecksumAt] = ChecksumOf(file, image);
        // The digest covers the checksum, too.
        if (image.HasHash)
            SHA256.HashData(file[image.Start..(image.ChecksumAt + 1)], file.Slice(image.ChecksumAt + 1, HashBytes));
    }

    private static byte ChecksumOf(ReadOnlySpan<byte> file, EspImage image)
    {
        var checksum = ChecksumStart;
        foreach (var segment in image.Segments)
        {
            foreach (var data in file[segment])
                checksum ^= data;
        }

        return checksum;
    }
}
