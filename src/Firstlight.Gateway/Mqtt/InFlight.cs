namespace Firstlight.Gateway.Mqtt;

/// <summary>Messages of QoS 1 that a device has not acknowledged, by their ids; no more at once than it takes.</summary>
#pragma warning disable CA1001 // A semaphore without a wait handle owns nothing.
internal sealed class InFlight(int countMax)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _places = new(countMax, countMax);
    private readonly HashSet<ushort> _ids = [];
    private ushort _last;

    /// <summary>An id, as soon as there is a place.</summary>
    public async ValueTask<ushort> EnterAsync(CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        return Take();
    }

    /// <summary>An id, or 0 when there is no place now.</summary>
    public ushort TryEnter() => _places.Wait(0) ? Take() : (ushort)0;

    /// <summary>The message arrived, or never went out. False when the id is nobody's.</summary>
    public bool Leave(ushort id)
    {
        lock (_ids)
        {
            if (!_ids.Remove(id))
                return false;
        }

        _places.Release();
        return true;
    }

    private ushort Take()
    {
        lock (_ids)
        {
            do _last = _last == ushort.MaxValue ? (ushort)1 : (ushort)(_last + 1);
            while (!_ids.Add(_last));
            return _last;
        }
    }
}
