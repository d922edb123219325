namespace Firstlight.Devices;

/// <summary>An image on its way to a device: whoever reads it is watched.</summary>
internal sealed class FetchedImage(Stream image, DueUpdate due, DownloadProgress progress) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => image.Length;

    public override long Position
    {
        get => image.Position;
        set => image.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Note(image.Read(buffer, offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => Note(await image.ReadAsync(buffer, cancellationToken));

    public override long Seek(long offset, SeekOrigin origin) => image.Seek(offset, origin);

    public override void Flush() => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            progress.End(due);
            image.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Note(int count)
    {
        if (count > 0)
            progress.Note(due, image.Position);
        return count;
    }
}
