using System.Diagnostics.CodeAnalysis;
using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>
/// Everything that waits for the disk. Writers take a place (<see cref="EnterAsync"/>), add a record and, when they
/// promise durability, wait for its commit; <see cref="OutboxFlush"/> carries the batches to the store, one after the other.
/// </summary>
internal sealed partial class Outbox : IDisposable
{
    private readonly Lock _gate = new();
    private readonly BatchQueue _queue;
    private readonly RecordRoom _room;
    private readonly RefusedRecords _refused = new();
    private readonly FleetOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _flushTimer;
    private bool _flushTimerRuns;
    private bool _closed;
    private DateTimeOffset? _savingSince;

    public Outbox(IOptions<FleetOptions> options, IHomes homes, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _queue = new BatchQueue(_options.RecordsPerBatchMax, homes.AreShared ? homes : null);
        _room = new RecordRoom(_options.PendingRecordsMax);
        _flushTimer = time.CreateTimer(
            static outbox => ((Outbox)outbox!).OnFlushTimer(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Set when there is something to flush now.</summary>
    public WakeUp Wake { get; } = new();

    /// <summary>True when one batch has been under way, hanging or failing, for longer than anyone should wait for it.</summary>
    public bool IsBeyondPatience
    {
        get
        {
            lock (_gate)
                return _savingSince is { } since && _time.GetUtcNow() - since >= _options.StoragePatience;
        }
    }

    /// <summary>Records that are not on disk, and places taken for others.</summary>
    public int Pending => _room.Taken;

    /// <summary>Writers held back because the outbox is full.</summary>
    public int WaitingWriters => _room.Waiting;

    /// <summary>True when everything is on disk and nobody is about to add more.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _queue.IsEmpty && _room.Taken == 0;
        }
    }

    /// <summary>True when it takes no more records.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Takes places for records; waits while the outbox is full. Whoever does not use one gives it back by <see cref="Leave"/>.</summary>
    /// <exception cref="StorageUnavailableException">
    /// The server stops; or a durable writer meets a store that has been away, or an outbox that has been full, for
    /// <see cref="FleetOptions.StoragePatience"/>. Nothing was added.
    /// </exception>
    public ValueTask EnterAsync(bool durable, CancellationToken cancellation, int places = 1)
    {
        if (durable && IsBeyondPatience)
            throw new StorageUnavailableException("The store has been away for a while; nothing was written.");
        if (_room.TryEnter(places))
            return ValueTask.CompletedTask;
        Wake.Set();
        return durable ? EnterWithinPatienceAsync(places, cancellation) : _room.EnterAsync(places, cancellation);
    }

    /// <summary>Gives back places that were not used.</summary>
    public void Leave(int places = 1)
    {
        _room.Leave(places);
        if (IsClosed)
            Wake.Set();
    }

    /// <summary>
    /// Notes a device's presence. Takes no place and never waits: until it is flushed a device has one record, the newest,
    /// so that it is bounded by the number of devices.
    /// </summary>
    public void Note(PresenceRecord record)
    {
        lock (_gate)
        {
            _queue.Note(record);
            WakeInTime();
        }
    }

    /// <summary>True when the batch is on disk.</summary>
    public bool IsSaved(long batch)
    {
        lock (_gate)
            return batch <= _queue.SavedThrough;
    }

    /// <summary>Ends when the batch is on disk, and hurries the flush.</summary>
    /// <exception cref="StorageUnavailableException">The server stopped before it could be written.</exception>
    public Task WhenSaved(long batch)
    {
        lock (_gate)
        {
            if (batch <= _queue.SavedThrough)
                return Task.CompletedTask;
            if (_queue.Find(batch) is not { } pending)
                return Task.FromException(Stopped());
            pending.Saved ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Wake.Set();
            return pending.Saved.Task;
        }
    }

    /// <summary>Ends when a device's record in the batch is on disk, but not later than after <see cref="FleetOptions.StoragePatience"/>.</summary>
    /// <exception cref="StorageUnavailableException">
    /// It took too long: the record stays in the outbox and is written when the store is back (<see cref="StorageUnavailableException.MayStillHappen"/>). Or the
    /// device lives on another node by now, and nothing was written.
    /// </exception>
    public async Task SavedAsync(DeviceId device, long batch, CancellationToken cancellation)
    {
        await SavedAsync(batch, mayStillHappen: true, cancellation);
        CheckTaken(device, batch);
    }

    /// <exception cref="StorageUnavailableException">The device lived on another node: nothing of it was written.</exception>
    public void CheckTaken(DeviceId device, long batch)
    {
        lock (_gate)
        {
            if (_refused.MayConcern(device, batch))
                throw new StorageUnavailableException($"Device {device} lives on another node; nothing was written.");
        }
    }

    private async Task SavedAsync(long batch, bool mayStillHappen, CancellationToken cancellation)
    {
        try
        {
            await WhenSaved(batch).WaitAsync(_options.StoragePatience, _time, cancellation);
        }
        catch (TimeoutException timeout)
        {
            throw new StorageUnavailableException("The store did not take the record in time.", timeout)
            {
                MayStillHappen = mayStillHappen,
            };
        }
    }

    /// <summary>
    /// Ends when everything that was added or noted before is on disk: whoever reads then sees what watchers were told already.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It took longer than <see cref="FleetOptions.StoragePatience"/>.</exception>
    public Task AllSavedAsync(CancellationToken cancellation)
    {
        long last;
        lock (_gate)
        {
            if (_queue.IsEmpty)
                return Task.CompletedTask;
            last = _queue.Seal();
        }

        return SavedAsync(last, mayStillHappen: false, cancellation);
    }

    /// <summary>Closes every batch to new records and answers the number of the last one to flush now.</summary>
    public long Seal()
    {
        lock (_gate)
            return _queue.Seal();
    }

    /// <summary>The oldest batch, if it is to be flushed now; it counts as under way from here.</summary>
    public bool TryBegin(long through, [NotNullWhen(true)] out PendingBatch? batch)
    {
        lock (_gate)
        {
            if (!_queue.TryPeek(out batch) || batch.Number > through)
                return false;
            _savingSince = _time.GetUtcNow();
            return true;
        }
    }

    /// <summary>The oldest batch is on disk, but for the records of devices that live elsewhere: frees its places and tells its writers.</summary>
    public void MarkSaved(PendingBatch batch, IReadOnlyCollection<DeviceId> refused)
    {
        lock (_gate)
        {
            _refused.Add(refused, batch.Number);
            _queue.RemoveFirst();
            _savingSince = null;
        }

        _room.Leave(batch.Records);
        batch.Saved?.SetResult();
    }

    /// <summary>Takes no more records; those inside are still flushed.</summary>
    public void Close()
    {
        Volatile.Write(ref _closed, true);
        _room.Close();
        Wake.Set();
    }

    /// <summary>Gives up what is left and tells its writers. Answers how many records are lost.</summary>
    public int Abandon()
    {
        lock (_gate)
        {
            foreach (var batch in _queue.Clear())
                batch.Saved?.SetException(Stopped());
        }

        return _room.Taken;
    }

    public void Dispose() => _flushTimer.Dispose();

    private static StorageUnavailableException Stopped() => new("The server stopped before the record was written.");

    private async ValueTask EnterWithinPatienceAsync(int places, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(_options.StoragePatience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await _room.EnterAsync(places, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new StorageUnavailableException("Too many records wait for the store; nothing was written.");
        }
    }

    private long Added(PendingBatch batch)
    {
        if (_queue.CloseIfFull(batch) || _closed)
            Wake.Set();
        else
            WakeInTime();
        return batch.Number;
    }

    private void WakeInTime()
    {
        if (_flushTimerRuns)
            return;
        _flushTimerRuns = true;
        _flushTimer.Change(_options.FlushInterval, Timeout.InfiniteTimeSpan);
    }

    private void OnFlushTimer()
    {
        lock (_gate)
            _flushTimerRuns = false;
        Wake.Set();
    }
}
