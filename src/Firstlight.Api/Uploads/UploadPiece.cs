using System.Buffers;
using Firstlight.Core;

namespace Firstlight.Api;

/// <summary>Writes a piece of an upload as it comes in.</summary>
internal static class UploadPiece
{
    private const int BufferBytes = 64 * 1024;

    /// <returns>Where the file ends now.</returns>
    /// <exception cref="StorageUnavailableException">The disk takes no more.</exception>
    public static async Task<Outcome<long>> AppendAsync(
        FileStream file,
        long length,
        Stream piece,
        CancellationToken cancellation
    )
    {
        file.Position = file.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await piece.ReadAsync(buffer, cancellation) is > 0 and var count)
            {
                if (file.Position + count > length)
                    return new Refusal(
                        RefusalKind.Invalid,
                        "piece_too_long",
                        $"The piece goes beyond the upload's {length} bytes; the upload ends at {file.Position}. Start a new one if the file has grown."
                    );
                await WriteAsync(file, buffer.AsMemory(0, count), cancellation);
            }

            return file.Position;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            // Whoever asks for the offset later is told what a power cut leaves there.
            Flush(file);
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
        new("A piece of an upload could not be kept on disk.", fault);
}
