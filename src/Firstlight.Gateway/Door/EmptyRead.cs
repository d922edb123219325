namespace Firstlight.Gateway.Door;

/// <summary>Waiting without a buffer: a silent connection holds no memory for bytes that may come.</summary>
internal static class EmptyRead
{
    /// <summary>Ends when a read would not wait: bytes are there, or the end of the stream.</summary>
    public static async ValueTask WaitForBytesAsync(this Stream stream, CancellationToken cancellation)
    {
#pragma warning disable CA2022 // An empty read has no count to look at.
        _ = await stream.ReadAsync(Memory<byte>.Empty, cancellation);
#pragma warning restore CA2022
    }
}
