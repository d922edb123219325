namespace Firstlight.Gateway.Mqtt;

/// <summary>Messages of QoS 1 that a device has not acknowledged, by their ids; no more at once than it takes.</summary>
#pragma warning disable CA1001 // A semaphore without a wait handle owns nothing.
internal sealed class InFlight(int countMax)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _places = new(countMax, countMax);
    private readonly Dictionary<ushort, TaskCompletionSource?> _ids = [];
    private ushort _last;

    /// <summary>An id, as soon as there is a place.</summary>
    public async ValueTask<ushort> EnterAsync(CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        return Take();
    }

    /// <summary>An id, or 0 when there is no place now.</summary>
    public ushort TryEnter() => _places.Wait(0) ? Take() : (ushort)0;

    /// <summary>Ends when the message with this id is acknowledged or was not sent; ask before it is sent.</summary>
    public Task WhenLeft(ushort id)
    {
        lock (_ids)
        {
            var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ids[id] = left;
            return left.Task;
        }
    }

    /// <summary>The message arrived, or never went out. False when the id is nobody's.</summary>
    public bool Leave(ushort id)
    {
        TaskCompletionSource? left;
        lock (_ids)
        {
            if (!_ids.Remove(id, out left))
                return false;
        }

        left?.SetResult();
        _places.Release();
        return true;
    }

    private ushort Take()
    {
        lock (_ids)
        {
            do _last = _last == ushort.MaxValue ? (ushort)1 : (ushort)(_last + 1);
            while (!_ids.TryAdd(_last, null));
            return _last;
        }
    }
}
