using System.Buffers;

namespace Firstlight.Api;

/// <summary>
/// Lets writers that end synchronously, as zip entries do, write to a body that takes nothing synchronously: what they leave
/// waits in memory for the next asynchronous write. A few bytes per entry; nothing else may use the inner stream meanwhile.
/// </summary>
internal sealed class DeferredStream(Stream inner) : Stream
{
    private const int FlushBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _waiting = new(FlushBytes);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => _waiting.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _waiting.Write(buffer);

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        _waiting.Write(buffer.Span);
        if (_waiting.WrittenCount >= FlushBytes)
            await FlushAsync(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // What waits goes out with the next asynchronous write.
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await inner.WriteAsync(_waiting.WrittenMemory, cancellationToken);
        _waiting.ResetWrittenCount();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
