using System.Diagnostics.CodeAnalysis;
using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>The batches in the order of their commits, and the presence that joins them when they are sealed. Guarded by the outbox.</summary>
internal sealed class BatchQueue(int recordsPerBatchMax, IHomes? homes = null)
{
    private readonly Queue<PendingBatch> _batches = new();
    private readonly Dictionary<DeviceId, (PresenceRecord Record, long Epoch)> _presence = [];
    private PendingBatch? _open; // the last of _batches while it takes records
    private long _lastNumber;

    /// <summary>The newest batch of which nothing is missing on disk.</summary>
    public long SavedThrough { get; private set; }

    public bool IsEmpty => _batches.Count == 0 && _presence.Count == 0;

    /// <summary>The batch that takes the next record of a device. One that left and came back has another one: what it said before may be refused.</summary>
    public PendingBatch Open(DeviceId device)
    {
        if (homes is not null && _open?.AgreesOn(device, homes.EpochOf(device)) is false)
            _open = null;
        return Open();
    }

    private PendingBatch Open()
    {
        if (_open is null)
        {
            _open = new PendingBatch(++_lastNumber, homes);
            _batches.Enqueue(_open);
        }

        return _open;
    }

    /// <summary>The batch that takes the next event: within one commit events are written before they are settled, and a later one must not be caught by that.</summary>
    public PendingBatch OpenForEvent(DeviceId device)
    {
        if (_open is { SettlesEvents: true })
            _open = null;
        return Open(device);
    }

    /// <summary>True, and the batch is closed, when it is full.</summary>
    public bool CloseIfFull(PendingBatch batch)
    {
        if (batch.Records < recordsPerBatchMax)
            return false;
        _open = null;
        return true;
    }

    /// <summary>Keeps the newest presence of a device; that it connected is not forgotten.</summary>
    public void Note(PresenceRecord record)
    {
        if (_presence.TryGetValue(record.Device, out var earlier) && earlier.Record.Connected)
            record = record with { Connected = true };
        _presence[record.Device] = (record, homes?.EpochOf(record.Device) ?? 0);
    }

    /// <summary>Closes every batch to new records and answers the number of the last one.</summary>
    public long Seal()
    {
        while (_presence.Count > 0)
        {
            var batch = Open();
            foreach (var (device, (record, epoch)) in _presence)
            {
                if (batch.PresenceRecords == recordsPerBatchMax || !batch.AgreesOn(device, epoch))
                    break; // The next one takes it.
                batch.Add(record, epoch);
                _presence.Remove(device);
            }

            _open = null;
        }

        _open = null;
        return _lastNumber;
    }

    public bool TryPeek([NotNullWhen(true)] out PendingBatch? batch) => _batches.TryPeek(out batch);

    /// <summary>The batch with this number, while it is not on disk.</summary>
    public PendingBatch? Find(long number)
    {
        foreach (var batch in _batches)
        {
            if (batch.Number == number)
                return batch;
        }

        return null;
    }

    /// <summary>The oldest batch is on disk.</summary>
    public void RemoveFirst() => SavedThrough = _batches.Dequeue().Number;

    /// <summary>Gives up everything and answers the batches there were.</summary>
    public IReadOnlyList<PendingBatch> Clear()
    {
        var abandoned = _batches.ToArray();
        _batches.Clear();
        _presence.Clear();
        _open = null;
        return abandoned;
    }
}
