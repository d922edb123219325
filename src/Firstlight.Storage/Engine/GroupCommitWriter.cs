using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Firstlight.Storage.Engine;

/// <summary>
/// The one writer. It takes everything that waits, runs each unit in its own savepoint, commits once and then tells
/// every caller: as many durable writes per fsync as there are callers (docs/decisions/0004).
/// </summary>
/// <remarks>Owns its session and a thread of its own, so that an fsync blocks nobody else's.</remarks>
internal sealed class GroupCommitWriter
{
    /// <summary>Units that may wait; callers beyond it wait for room, in order.</summary>
    public const int QueueMax = 4_096;

    /// <summary>Units in one commit, so that the first of them does not wait for ever.</summary>
    public const int UnitsPerCommitMax = 1_024;

    public const string ThreadName = "Storage writer";

    private readonly IWriteSession _session;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StorageMetrics? _metrics;
    private readonly WorkQueue _queue;
    private readonly List<WorkUnit> _batch = new(UnitsPerCommitMax);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _commits;
    private volatile bool _failing;

    /// <summary>Takes <paramref name="session"/> over.</summary>
    public GroupCommitWriter(
        IWriteSession session,
        TimeProvider time,
        ILogger logger,
        int queueMax = QueueMax,
        StorageMetrics? metrics = null
    )
    {
        (_session, _time, _logger, _metrics) = (session, time, logger, metrics);
        _queue = new WorkQueue(queueMax, session.StepMax, StorageFaults.Unknown, time);
    }

    /// <summary>Commits that reached the disk.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Units that wait and are within the bound.</summary>
    public int Waiting => _queue.Waiting;

    /// <summary>True from a write that failed until one that succeeds.</summary>
    public bool IsFailing => _failing;

    public void Start() => new Thread(Run) { IsBackground = true, Name = ThreadName }.Start();

    public Task<T> WriteAsync<T>(Func<DbConnection, T> work, CancellationToken cancellation) =>
        _queue.RunAsync(work, cancellation);

    /// <summary>Takes no more work, writes what waits and ends the session.</summary>
    public Task StopAsync()
    {
        _queue.Close();
        return _ended.Task;
    }

    private void Run()
    {
        while (_queue.Take() is { } first)
        {
            _batch.Add(first);
            while (_batch.Count < UnitsPerCommitMax && _queue.TakeWaiting() is { } next)
                _batch.Add(next);
            WriteMeasured();
            _batch.Clear();
        }

        _session.Dispose();
        _ended.SetResult();
    }

    private void WriteMeasured()
    {
        using var span = _metrics?.Begin(_batch.Count);
        var began = _time.GetTimestamp();
        var fault = WriteBatch();
        _metrics?.Ended(span, _batch.Count, _time.GetElapsedTime(began), fault);
    }

    /// <summary>Why nothing of it is written; null when it is.</summary>
    private Exception? WriteBatch()
    {
        try
        {
            _session.Begin();
            var stored = 0;
            foreach (var unit in _batch)
                stored += RunInSavepoint(unit) ? 1 : 0;
            _session.Commit();
            NoteHealth(stored);
        }
        catch (Exception fault)
        {
            _failing = true;
            _session.RollBack();
            Log.BatchFailed(_logger, _batch.Count, fault);
            foreach (var unit in _batch)
                unit.Abandon(StorageFaults.Of(fault));
            return fault;
        }

        Interlocked.Increment(ref _commits);
        foreach (var unit in _batch)
            unit.Settle();
        return null;
    }

    private bool RunInSavepoint(WorkUnit unit)
    {
        _session.BeginUnit();
        var succeeded = unit.Run(_session.Connection);
        _queue.Move();
        if (succeeded)
            _session.KeepUnit();
        else
            _session.UndoUnit();
        return succeeded;
    }

    /// <summary>A refused statement among others that went well is its caller's affair; nothing but refusals is ours.</summary>
    private void NoteHealth(int stored)
    {
        if (stored > 0)
            _failing = false;
        else if (_batch.Exists(unit => unit.FailedInStorage))
            _failing = true;
    }
}
