namespace Firstlight.Fleet;

/// <summary>Records on their way to the disk, in the order they came. Guarded by the outbox until it is sealed.</summary>
internal sealed class PendingBatch(long number)
{
    private readonly List<ValueRecord> _values = [];
    private readonly List<(int Index, Twin Twin)> _newest = [];
    private readonly List<PropertyRecord> _properties = [];
    private readonly List<PresenceRecord> _presence = [];
    private readonly List<EventRecord> _events = [];
    private readonly List<ResolveRecord> _resolved = [];

    /// <summary>Its place in the order of commits, from 1.</summary>
    public long Number { get; } = number;

    /// <summary>Records that hold a place in the outbox. Presence does not: it is one record per device at most.</summary>
    public int Records => _values.Count + _properties.Count + _events.Count + _resolved.Count;

    /// <summary>Presence records inside.</summary>
    public int PresenceRecords => _presence.Count;

    /// <summary>True when an event added now would be settled by a record that came before it.</summary>
    public bool SettlesEvents => _resolved.Count > 0;

    /// <summary>Completed when it is on disk; made when the first durable writer asks.</summary>
    public TaskCompletionSource? Saved { get; set; }

    public void Add(in ValueRecord record) => _values.Add(record);

    /// <summary>Adds a value of which only the newest is kept: the store gets what <paramref name="twin"/> has by then.</summary>
    public void Add(in ValueRecord record, Twin twin)
    {
        _newest.Add((_values.Count, twin));
        _values.Add(record);
    }

    public void Add(in PropertyRecord record) => _properties.Add(record);

    public void Add(in PresenceRecord record) => _presence.Add(record);

    public void Add(in EventRecord record) => _events.Add(record);

    public void Add(in ResolveRecord record) => _resolved.Add(record);

    /// <summary>What the store gets. Nothing is added after it. Call it without the outbox's lock: it takes those of the twins.</summary>
    public FleetBatch ToBatch()
    {
        foreach (var (index, twin) in _newest)
            _values[index] = twin.BringUpToDate(_values[index]);
        return new FleetBatch(_values, _properties, _presence, _events, _resolved);
    }
}
