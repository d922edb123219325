namespace Firstlight.Fleet;

/// <summary>How records come in.</summary>
internal sealed partial class Outbox
{
    /// <summary>How many records can be added as one.</summary>
    public int TogetherMax => Math.Min(_options.RecordsPerBatchMax, _options.PendingRecordsMax);

    /// <summary>Adds a record in the place taken before. Returns the number of its batch.</summary>
    public long Add(in ValueRecord record)
    {
        lock (_gate)
        {
            var batch = _queue.Open(record.Device);
            batch.Add(record);
            return Added(batch);
        }
    }

    /// <summary>As above, for a value of which only the newest is kept: the store gets what <paramref name="twin"/> has when it takes the batch.</summary>
    public long Add(in ValueRecord record, Twin twin)
    {
        lock (_gate)
        {
            var batch = _queue.Open(record.Device);
            batch.Add(record, twin);
            return Added(batch);
        }
    }

    /// <summary>Adds records of one device that belong together, at least one and at most <see cref="TogetherMax"/>, in the places taken before: they share a batch and its commit.</summary>
    public long Add(ReadOnlySpan<ValueRecord> records)
    {
        lock (_gate)
        {
            var batch = _queue.Open(records[0].Device);
            foreach (ref readonly var record in records)
                batch.Add(record);
            return Added(batch);
        }
    }

    /// <inheritdoc cref="Add(in ValueRecord)"/>
    public long Add(in PropertyRecord record) => Add(new ReadOnlySpan<PropertyRecord>(in record));

    /// <inheritdoc cref="Add(ReadOnlySpan{ValueRecord})"/>
    public long Add(ReadOnlySpan<PropertyRecord> records)
    {
        lock (_gate)
        {
            var batch = _queue.Open(records[0].Device);
            foreach (ref readonly var record in records)
                batch.Add(record);
            return Added(batch);
        }
    }

    /// <inheritdoc cref="Add(in ValueRecord)"/>
    public long Add(in EventRecord record)
    {
        lock (_gate)
        {
            var batch = _queue.OpenForEvent(record.Device);
            batch.Add(record);
            return Added(batch);
        }
    }

    /// <inheritdoc cref="Add(in ValueRecord)"/>
    public long Add(in ResolveRecord record)
    {
        lock (_gate)
        {
            var batch = _queue.Open(record.Device);
            batch.Add(record);
            return Added(batch);
        }
    }
}
