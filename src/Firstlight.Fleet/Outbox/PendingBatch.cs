using System.Collections.ObjectModel;
using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>Records on their way to the disk, in the order they came. Guarded by the outbox until it is sealed.</summary>
/// <param name="number">Its place in the order of commits, from 1.</param>
/// <param name="homes">Where devices live; null where there is one node only.</param>
internal sealed class PendingBatch(long number, IHomes? homes = null)
{
    private readonly Dictionary<DeviceId, long>? _epochs = homes is null ? null : [];
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

    /// <summary>Since when each device lived here when its records came; empty where there is one node only.</summary>
    public IReadOnlyDictionary<DeviceId, long> Epochs =>
        _epochs as IReadOnlyDictionary<DeviceId, long> ?? ReadOnlyDictionary<DeviceId, long>.Empty;

    public void Add(in ValueRecord record)
    {
        NoteHome(record.Device);
        _values.Add(record);
    }

    /// <summary>Adds a value of which only the newest is kept: the store gets what <paramref name="twin"/> has by then.</summary>
    public void Add(in ValueRecord record, Twin twin)
    {
        NoteHome(record.Device);
        _newest.Add((_values.Count, twin));
        _values.Add(record);
    }

    public void Add(in PropertyRecord record)
    {
        NoteHome(record.Device);
        _properties.Add(record);
    }

    /// <param name="record">The presence.</param>
    /// <param name="epoch">Since when the device lived here at that moment.</param>
    public void Add(in PresenceRecord record, long epoch)
    {
        _epochs?.TryAdd(record.Device, epoch);
        _presence.Add(record);
    }

    public void Add(in EventRecord record)
    {
        NoteHome(record.Device);
        _events.Add(record);
    }

    public void Add(in ResolveRecord record)
    {
        NoteHome(record.Device);
        _resolved.Add(record);
    }

    /// <summary>What the store gets. Nothing is added after it. Call it without the outbox's lock: it takes those of the twins.</summary>
    public FleetBatch ToBatch()
    {
        foreach (var (index, twin) in _newest)
            _values[index] = twin.BringUpToDate(_values[index]);
        return new FleetBatch(_values, _properties, _presence, _events, _resolved);
    }

    /// <summary>False when it holds records of the device from another stay.</summary>
    public bool AgreesOn(DeviceId device, long epoch) =>
        _epochs is null || !_epochs.TryGetValue(device, out var noted) || noted == epoch;

    private void NoteHome(DeviceId device)
    {
        _epochs?.TryAdd(device, homes!.EpochOf(device));
    }
}
