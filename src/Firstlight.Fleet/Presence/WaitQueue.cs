using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>When the waits of devices end, the first one first, with one timer for all. Guarded by the roster.</summary>
internal sealed class WaitQueue : IDisposable
{
    /// <summary>The longest a timer sleeps; a later end is looked at again then.</summary>
    private static readonly TimeSpan SleepMax = TimeSpan.FromDays(1);

    private readonly PriorityQueue<DeviceId, DateTimeOffset> _ends = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public WaitQueue(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(
            static ended => ((WakeUp)ended!).Set(),
            Ended,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Set when the first end is reached.</summary>
    public WakeUp Ended { get; } = new();

    public int Count => _ends.Count;

    public void Add(DeviceId device, DateTimeOffset end)
    {
        _ends.Enqueue(device, end);
        if (_ends.TryPeek(out _, out var first) && first == end)
            SleepUntil(first);
    }

    /// <summary>True when an end is reached; otherwise <see cref="Ended"/> is set when the next one is.</summary>
    public bool HasEnded()
    {
        if (!_ends.TryPeek(out _, out var first))
            return false;
        if (first <= _time.GetUtcNow())
            return true;
        SleepUntil(first);
        return false;
    }

    /// <summary>Takes out the first end that is reached.</summary>
    public bool TryTake(out DeviceId device, out DateTimeOffset end)
    {
        if (!_ends.TryPeek(out device, out end) || end > _time.GetUtcNow())
            return false;
        _ends.Dequeue();
        return true;
    }

    public void Clear() => _ends.Clear();

    public void Dispose() => _timer.Dispose();

    private void SleepUntil(DateTimeOffset end)
    {
        var left = end - _time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            Ended.Set();
        else
            _timer.Change(left < SleepMax ? left : SleepMax, Timeout.InfiniteTimeSpan);
    }
}
