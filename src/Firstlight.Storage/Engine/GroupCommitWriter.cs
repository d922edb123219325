using System.Data.Common;
using System.Threading.Channels;
using Firstlight.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Firstlight.Storage.Engine;

/// <summary>
/// The one writer. It takes everything that waits, runs each unit in its own savepoint, commits once and then tells
/// every caller: as many durable writes per fsync as there are callers (docs/decisions/0004).
/// </summary>
/// <remarks>Owns its connection and a thread of its own, so that an fsync blocks nobody else's.</remarks>
internal sealed class GroupCommitWriter
{
    /// <summary>Units that may wait; callers beyond it wait for room, in order.</summary>
    public const int QueueMax = 4_096;

    /// <summary>Units in one commit, so that the first of them does not wait for ever.</summary>
    public const int UnitsPerCommitMax = 1_024;

    public const string ThreadName = "Storage writer";

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _commit;
    private readonly sqlite3_stmt _savepoint;
    private readonly sqlite3_stmt _undo;
    private readonly sqlite3_stmt _release;
    private readonly ILogger _logger;
    private readonly Channel<WriteUnit> _queue;
    private readonly List<WriteUnit> _batch = new(UnitsPerCommitMax);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _commits;
    private volatile bool _failing;

    public GroupCommitWriter(SqliteConnection connection, ILogger logger, int queueMax = QueueMax)
    {
        _connection = connection;
        _begin = Compile("BEGIN IMMEDIATE");
        _commit = Compile("COMMIT");
        _savepoint = Compile("SAVEPOINT unit");
        _undo = Compile("ROLLBACK TO unit");
        _release = Compile("RELEASE unit");
        _logger = logger;
        _queue = Channel.CreateBounded<WriteUnit>(new BoundedChannelOptions(queueMax) { SingleReader = true });
    }

    /// <summary>Commits that reached the disk.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Units that wait and are within the bound.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>True from a write that failed until one that succeeds.</summary>
    public bool IsFailing => _failing;

    public void Start() => new Thread(Run) { IsBackground = true, Name = ThreadName }.Start();

    public async Task<T> WriteAsync<T>(Func<DbConnection, T> work, CancellationToken cancellation)
    {
        var unit = new WriteUnit<T>(work);
        try
        {
            await _queue.Writer.WriteAsync(unit, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw StorageFaults.NotOpen();
        }

        await using (cancellation.UnsafeRegister(static (unit, token) => ((WriteUnit)unit!).Cancel(token), unit))
            return await unit.Outcome;
    }

    /// <summary>Takes no more work, writes what waits and closes the connection.</summary>
    public Task StopAsync()
    {
        _queue.Writer.TryComplete();
        return _ended.Task;
    }

    private void Run()
    {
        while (WaitForWork())
        {
            while (_batch.Count < UnitsPerCommitMax && _queue.Reader.TryRead(out var unit))
            {
                if (unit.TryTake())
                    _batch.Add(unit);
            }

            if (_batch.Count > 0)
                WriteBatch();
            _batch.Clear();
        }

        foreach (var statement in (sqlite3_stmt[])[_begin, _commit, _savepoint, _undo, _release])
            statement.Dispose();
        _connection.Dispose();
        _ended.SetResult();
    }

    private bool WaitForWork() =>
        _queue.Reader.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private void WriteBatch()
    {
        try
        {
            Execute(_begin);
            var stored = 0;
            foreach (var unit in _batch)
                stored += RunInSavepoint(unit) ? 1 : 0;
            Execute(_commit);
            NoteHealth(stored);
        }
        catch (Exception fault)
        {
            _failing = true;
            // Its own result does not matter: a fault may have ended the transaction already.
            _ = raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
            Log.BatchFailed(_logger, _batch.Count, fault);
            foreach (var unit in _batch)
                unit.Abandon(StorageFaults.Unavailable(fault));
            return;
        }

        Interlocked.Increment(ref _commits);
        foreach (var unit in _batch)
            unit.Settle();
    }

    private bool RunInSavepoint(WriteUnit unit)
    {
        Execute(_savepoint);
        var succeeded = unit.Run(_connection);
        if (!succeeded)
        {
            // A full disk or a failed read or write may end the whole transaction, and with it the units before.
            if (!IsInTransaction)
                throw new StorageUnavailableException("A fault ended the transaction.");
            Execute(_undo);
        }

        Execute(_release);
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

    private bool IsInTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    private sqlite3_stmt Compile(string text)
    {
        var code = raw.sqlite3_prepare_v2(_connection.Handle, text, out var statement);
        SqliteException.ThrowExceptionForRC(code, _connection.Handle);
        return statement;
    }

    private void Execute(sqlite3_stmt statement)
    {
        // The reset repeats the code of a step that failed.
        _ = raw.sqlite3_step(statement);
        var code = raw.sqlite3_reset(statement);
        SqliteException.ThrowExceptionForRC(code, _connection.Handle);
    }
}
