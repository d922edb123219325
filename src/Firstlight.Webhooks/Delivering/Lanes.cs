namespace Firstlight.Webhooks;

/// <summary>The lanes of the webhooks that were called lately; as many as there are such webhooks.</summary>
internal sealed class Lanes(TimeProvider time)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<WebhookId, Lane> _lanes = [];
    private DateTimeOffset _nextSweep;

    public int Count
    {
        get
        {
            lock (_gate)
                return _lanes.Count;
        }
    }

    /// <summary>Begins a request when the lane is free; otherwise answers when to ask again, null for when the present one has ended.</summary>
    public bool TryBegin(WebhookId webhook, int perMinute, out DateTimeOffset? later)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Sweep(now);
            if (!_lanes.TryGetValue(webhook, out var lane))
                _lanes.Add(webhook, lane = new Lane());
            later = null;
            if (lane.IsBusy)
                return false;
            var earliest = lane.EarliestStart(perMinute);
            if (earliest > now)
            {
                later = earliest;
                return false;
            }

            lane.Begin(now, perMinute);
            return true;
        }
    }

    /// <summary>The request ended at <paramref name="at"/>.</summary>
    public void End(WebhookId webhook, bool succeeded, DateTimeOffset at, TimeSpan askedToWait = default)
    {
        lock (_gate)
        {
            if (_lanes.TryGetValue(webhook, out var lane))
                lane.End(succeeded, at, askedToWait);
        }
    }

    /// <summary>Nothing was sent after all.</summary>
    public void Release(WebhookId webhook)
    {
        lock (_gate)
        {
            if (_lanes.TryGetValue(webhook, out var lane))
                lane.Release();
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now < _nextSweep)
            return;
        _nextSweep = now + SweepEvery;
        foreach (var (webhook, lane) in _lanes)
        {
            if (lane.IsForgettable(now))
                _lanes.Remove(webhook);
        }
    }
}
