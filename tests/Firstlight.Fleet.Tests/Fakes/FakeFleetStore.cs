using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>The fleet's store in memory: it can be away, hang, and shows every commit.</summary>
internal sealed class FakeFleetStore : IFleetStore
{
    private readonly Lock _gate = new();
    private readonly List<FleetBatch> _commits = [];
    private readonly Dictionary<(DeviceId, VirtualPin), TwinValue> _twins = [];
    private TaskCompletionSource? _hold;

    public Exception? Fault { get; set; }

    public int Attempts { get; private set; }

    public int TwinReads { get; private set; }

    public int MarkedOffline { get; set; }

    public List<(long Id, HistoryPoint Point)> History { get; } = [];

    public List<DeviceEvent> StoredEvents { get; } = [];

    public IReadOnlyList<FleetBatch> Commits
    {
        get
        {
            lock (_gate)
                return [.. _commits];
        }
    }

    public IReadOnlyList<ValueRecord> Values => [.. Commits.SelectMany(static commit => commit.Values)];

    public IReadOnlyList<EventRecord> Events => [.. Commits.SelectMany(static commit => commit.Events)];

    public IReadOnlyList<PresenceRecord> Presence => [.. Commits.SelectMany(static commit => commit.Presence)];

    public IReadOnlyList<PropertyRecord> Properties => [.. Commits.SelectMany(static commit => commit.Properties)];

    public void Forget()
    {
        lock (_gate)
            _commits.Clear();
    }

    /// <summary>From now on every call hangs until <see cref="Release"/>.</summary>
    public void Hold() => _hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var hold = _hold;
        _hold = null;
        hold?.SetResult();
    }

    public void Put(DeviceId device, VirtualPin pin, string value, DateTimeOffset at)
    {
        lock (_gate)
            _twins[(device, pin)] = new TwinValue(pin, value, at);
    }

    public string? Stored(DeviceId device, VirtualPin pin)
    {
        lock (_gate)
            return _twins.TryGetValue((device, pin), out var value) ? value.Value : null;
    }

    public async Task AppendAsync(FleetBatch batch, CancellationToken cancellation)
    {
        Attempts++;
        if (_hold is { } hold)
            await hold.Task.WaitAsync(cancellation);
        await Task.Yield();
        if (Fault is not null)
            throw Fault;
        lock (_gate)
        {
            _commits.Add(
                new FleetBatch(
                    [.. batch.Values],
                    [.. batch.Properties],
                    [.. batch.Presence],
                    [.. batch.Events],
                    [.. batch.Resolved]
                )
            );
            foreach (var record in batch.Values)
            {
                if (record.IsLatest)
                    _twins[(record.Device, record.Pin)] = new TwinValue(record.Pin, record.Value, record.At);
            }
        }
    }

    public async Task<IReadOnlyList<TwinValue>> ReadTwinAsync(DeviceId device, CancellationToken cancellation)
    {
        if (_hold is { } hold)
            await hold.Task.WaitAsync(cancellation);
        if (Fault is not null)
            throw Fault;
        lock (_gate)
        {
            TwinReads++;
            return [.. _twins.Where(entry => entry.Key.Item1 == device).Select(static entry => entry.Value)];
        }
    }

    public Task<IReadOnlyList<(long Id, HistoryPoint Point)>> ReadHistoryAsync(
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        long? afterId,
        int limit,
        CancellationToken cancellation
    ) =>
        Task.FromResult<IReadOnlyList<(long Id, HistoryPoint Point)>>([
            .. History.Where(entry => entry.Id > (afterId ?? 0)).Take(limit + 1),
        ]);

    public Task<IReadOnlyList<DeviceEvent>> ReadEventsAsync(
        DeviceId device,
        long? beforeId,
        int limit,
        CancellationToken cancellation
    ) =>
        Task.FromResult<IReadOnlyList<DeviceEvent>>([
            .. StoredEvents.Where(stored => stored.Id < (beforeId ?? long.MaxValue)).Take(limit + 1),
        ]);

    public Task<int> MarkAllOfflineAsync(DateTimeOffset at, CancellationToken cancellation) =>
        Task.FromResult(MarkedOffline);
}
