using System.Security.Cryptography;

namespace Firstlight.Edgent;

/// <summary>
/// An image on its way in: exactly as many bytes as were promised, and at their end the promised SHA-256. Anything else is a fault of reading,
/// so that nobody can install it by mistake.
/// </summary>
internal sealed class PromisedImage(
    Stream source,
    ReadOnlyMemory<byte> first,
    long length,
    byte[] sha256,
    TimeSpan stall,
    TimeProvider time
) : Stream
{
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ReadOnlyMemory<byte> _first = first;
    private long _left = length;
    private bool _isChecked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; } = length;

    public override long Position
    {
        get => Length - _left;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_left == 0)
        {
            Check();
            return 0;
        }

        if (buffer.Length > _left)
            buffer = buffer[..(int)_left];
        var count = await FillAsync(buffer, cancellationToken);
        if (count == 0)
            throw new EndOfStreamException("The image breaks off.");
        _digest.AppendData(buffer.Span[..count]);
        _left -= count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    protected override void Dispose(bool disposing)
    {
        _digest.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (!_first.IsEmpty)
        {
            var count = Math.Min(_first.Length, buffer.Length);
            _first[..count].CopyTo(buffer);
            _first = _first[count..];
            return count;
        }

        using var patience = new CancellationTokenSource(stall, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await source.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException silence) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException("The image does not go on.", silence);
        }
    }

    private void Check()
    {
        if (_isChecked)
            return;
        if (!CryptographicOperations.FixedTimeEquals(_digest.GetHashAndReset(), sha256))
            throw new InvalidImageException("The image is not the one that was promised: its SHA-256 is another.");
        _isChecked = true;
    }
}

/// <summary>The bytes that came are not those that were promised.</summary>
internal sealed class InvalidImageException(string message) : IOException(message);
