using System.Buffers;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Door;

/// <summary>
/// Bytes that arrived and are not used up yet. Holds memory only while there are such bytes: a silent connection waits
/// with an empty read.
/// </summary>
internal sealed class ReceiveBuffer(Stream stream) : IDisposable
{
    private const int FirstBytes = 4_096;

    /// <summary>The largest frame there is; nobody may make the buffer larger.</summary>
    private const int BytesMax = NativeLimits.HeaderBytes + NativeLimits.BodyBytesMax;

    private byte[]? _bytes;
    private int _start;
    private int _end;

    /// <summary>What has arrived.</summary>
    public ReadOnlySequence<byte> Unread => _bytes is null ? default : new(_bytes, _start, _end - _start);

    /// <summary>What has arrived.</summary>
    public ReadOnlySpan<byte> UnreadSpan => _bytes.AsSpan(_start, _end - _start);

    /// <summary>True while bytes wait to be used up.</summary>
    public bool HoldsMemory => _bytes is not null;

    /// <summary>Uses up everything before <paramref name="rest"/>, a tail of <see cref="Unread"/>.</summary>
    public void KeepOnly(in ReadOnlySequence<byte> rest) => _start = _end - (int)rest.Length;

    /// <summary>Uses up the next <paramref name="count"/> bytes.</summary>
    public void Skip(int count) => _start = Math.Min(_end, _start + count);

    /// <summary>Waits for more bytes; false at the end of the stream.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_start == _end)
        {
            GiveBack();
            await stream.WaitForBytesAsync(cancellation);
        }

        MakeRoom();
        var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellation);
        _end += read;
        return read > 0;
    }

    public void Dispose() => GiveBack();

    private void MakeRoom()
    {
        _bytes ??= ArrayPool<byte>.Shared.Rent(FirstBytes);
        if (_end < _bytes.Length)
            return;

        var unread = _end - _start;
        if (_start == 0)
        {
            if (_bytes.Length >= BytesMax)
                throw new InvalidOperationException("A frame that fits the limits fits the buffer.");
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(BytesMax, _bytes.Length * 2));
            _bytes.AsSpan(0, unread).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        else
        {
            _bytes.AsSpan(_start, unread).CopyTo(_bytes);
        }

        _start = 0;
        _end = unread;
    }

    private void GiveBack()
    {
        if (_bytes is null)
            return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
        _start = 0;
        _end = 0;
    }
}
