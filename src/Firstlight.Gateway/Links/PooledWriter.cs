using System.Buffers;

namespace Firstlight.Gateway.Links;

/// <summary>Takes one frame at a time and holds memory only meanwhile.</summary>
internal sealed class PooledWriter : IBufferWriter<byte>
{
    private const int BytesMin = 64;

    private byte[]? _bytes;
    private int _written;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _written);

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsSpan(_written);
    }

    public void GiveBack()
    {
        if (_bytes is not null)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
        _written = 0;
    }

    private void MakeRoom(int sizeHint)
    {
        var wanted = _written + Math.Max(1, sizeHint);
        if (_bytes is not null && wanted <= _bytes.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(BytesMin, wanted));
        _bytes.AsSpan(0, _written).CopyTo(larger);
        if (_bytes is not null)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
