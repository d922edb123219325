using System.Buffers;
using System.Security.Cryptography;
using Firstlight.Core;
using Firstlight.Protocol.Firmware;

namespace Firstlight.Devices;

/// <summary>What is known of an image once it has come in.</summary>
internal sealed record ImageFacts(long Bytes, string Sha256, string Md5, FirmwareTag? Tag);

/// <summary>Writes an image as it comes in; digests and tag are taken on the way, so that no image is ever in memory as a whole.</summary>
internal static class IncomingImage
{
    private const int PieceBytes = 64 * 1024;

    // A tag that begins at the end of one piece is whole in the next, which begins so far before it.
    private const int OverlapBytes = FirmwareTag.BytesMax + 16;

    /// <exception cref="StorageUnavailableException">The disk takes no more.</exception>
    public static async Task<Outcome<ImageFacts>> TakeAsync(
        Stream image,
        FileStream file,
        long bytesMax,
        CancellationToken cancellation
    )
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
#pragma warning disable CA5351 // Example sketches in the field check MD5; ours check SHA-256.
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        var buffer = ArrayPool<byte>.Shared.Rent(OverlapBytes + PieceBytes);
        try
        {
            FirmwareTag? tag = null;
            var kept = 0;
            var bytes = 0L;
            while (await image.ReadAsync(buffer.AsMemory(kept, PieceBytes), cancellation) is > 0 and var count)
            {
                bytes += count;
                if (bytes > bytesMax)
                    return new Refusal(
                        RefusalKind.Invalid,
                        "firmware_too_large",
                        $"A firmware file has at most {bytesMax} bytes."
                    );
                sha256.AppendData(buffer, kept, count);
                md5.AppendData(buffer, kept, count);
                await WriteAsync(file, buffer.AsMemory(kept, count), cancellation);
                var window = kept + count;
                if (tag is null && FirmwareTag.TryFind(buffer.AsSpan(0, window), out var found))
                    tag = found;
                kept = Math.Min(window, OverlapBytes);
                buffer.AsSpan(window - kept, kept).CopyTo(buffer);
            }

            Flush(file);
            return new ImageFacts(
                bytes,
                Convert.ToBase64String(sha256.GetHashAndReset()),
                Convert.ToHexStringLower(md5.GetHashAndReset()),
                tag
            );
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await file.WriteAsync(bytes, cancellation);
        }
        catch (IOException fault)
        {
            throw Away(fault);
        }
    }

    private static void Flush(FileStream file)
    {
        try
        {
            file.Flush(flushToDisk: true);
        }
        catch (IOException fault)
        {
            throw Away(fault);
        }
    }

    private static StorageUnavailableException Away(Exception fault) =>
        new("The firmware could not be kept on disk.", fault);
}
