namespace Firstlight.Workbench;

/// <summary>A connection that runs over a radio's link: it breaks when the link does, and counts as open until it is closed.</summary>
internal sealed class LinkedStream(Stream wire, VirtualRadio radio) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await wire.ReadAsync(buffer, cancellationToken);
        }
        catch (ObjectDisposedException gone)
        {
            throw new IOException("The radio link is gone.", gone);
        }
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await wire.WriteAsync(buffer, cancellationToken);
        }
        catch (ObjectDisposedException gone)
        {
            throw new IOException("The radio link is gone.", gone);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => wire.FlushAsync(cancellationToken);

    public override void Flush() => wire.Flush();

    public override int Read(byte[] buffer, int offset, int count) => wire.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => wire.Write(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            radio.Untie(this);
            wire.Dispose();
        }

        base.Dispose(disposing);
    }
}
