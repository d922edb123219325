using System.Buffers;

namespace Firstlight.TestKit;

/// <summary>What has arrived of a stream and was not taken yet. Every read is bounded by <paramref name="patience"/>.</summary>
public sealed class ReadAhead(Stream stream, TimeSpan patience)
{
    private byte[] _buffer = new byte[1_024];
    private int _count;

    public ReadOnlySequence<byte> Unread => new(_buffer, 0, _count);

    /// <summary>Takes everything before <paramref name="rest"/>, which is what is left of <see cref="Unread"/>.</summary>
    public byte[] TakeUntil(in ReadOnlySequence<byte> rest)
    {
        var used = _count - (int)rest.Length;
        var taken = _buffer[..used];
        _buffer.AsSpan(used, _count - used).CopyTo(_buffer);
        _count -= used;
        return taken;
    }

    /// <summary>Waits for more; false when the other side has closed.</summary>
    public async Task<bool> FillAsync()
    {
        if (_count == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        try
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_count)).AsTask().WaitAsync(patience);
            _count += read;
            return read > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
