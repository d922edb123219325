using System.Buffers;
using Firstlight.Protocol.Native;

namespace Firstlight.Edgent;

/// <summary>Frames off a stream. Holds a buffer only while bytes are there: an idle device costs none.</summary>
internal sealed class FrameSource(Stream stream, int bodyBytesMax) : IDisposable
{
    private byte[]? _buffer;
    private int _start;
    private int _end;

    /// <summary>The next whole frame; its body is good until the next <see cref="FillAsync"/>.</summary>
    /// <exception cref="ProtocolViolationException">The bytes can never become a frame.</exception>
    public bool TryTake(out Frame frame)
    {
        var input = new ReadOnlySequence<byte>(_buffer ?? [], _start, _end - _start);
        var before = input.Length;
        if (!FrameReader.TryRead(ref input, bodyBytesMax, out frame))
            return false;
        _start += (int)(before - input.Length);
        return true;
    }

    /// <summary>Waits for more bytes; false when the other side has closed.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_start == _end)
        {
            Release();
            // An empty read waits for bytes without a buffer on sockets and TLS; other streams return at once.
            _ = await stream.ReadAsync(Memory<byte>.Empty, cancellation);
            _buffer = ArrayPool<byte>.Shared.Rent(NativeLimits.HeaderBytes + bodyBytesMax);
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
        _end += read;
        return read > 0;
    }

    public void Dispose() => Release();

    private void Release()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = (null, 0, 0);
    }
}
