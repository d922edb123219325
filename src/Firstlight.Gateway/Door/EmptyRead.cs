namespace Firstlight.Gateway.Door;

/// <summary>Waiting without a buffer: a silent connection holds no memory for bytes that may come.</summary>
internal static class EmptyRead
{
    /// <summary>Ends when a read would not wait: bytes are there, or the end of the stream.</summary>
    /// <returns>Nothing worth looking at; handed on as it is, because waiting for it here would hold memory too.</returns>
    public static ValueTask<int> WaitForBytesAsync(this Stream stream, CancellationToken cancellation) =>
        stream.ReadAsync(Memory<byte>.Empty, cancellation);
}
