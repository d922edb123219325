using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Storage.Engine;

/// <summary>
/// Transactions on the one connection that may write. When it breaks, the next transaction waits for another, and a commit that
/// was cut off asks the server what became of it (docs/decisions/0047).
/// </summary>
internal sealed class PostgresWriteSession(
    PostgresServer server,
    PostgresConnection connection,
    WriteRight right,
    TimeProvider time,
    ILogger logger
) : IWriteSession
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(250);

    private PostgresConnection? _connection = connection;
    private bool _hasSavepoint;
    private DateOnly _historyUntil;

    /// <summary>How long a transaction waits for a server that is away before its callers are told.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    public TimeSpan StepMax => server.WriteMax;

    public DbConnection Connection => Open;

    private PostgresConnection Open =>
        _connection ?? throw new StorageUnavailableException("There is no connection to the database.");

    public void Begin()
    {
        _hasSavepoint = false;
        WithPatience(() =>
        {
            if (_connection is null || !server.IsCurrent(_connection))
                Reopen();
            PrepareHistory();
            right.BeginTransaction(Open);
            return true;
        });
    }

    public void BeginUnit()
    {
        Execute(_hasSavepoint ? "RELEASE unit; SAVEPOINT unit" : "SAVEPOINT unit");
        _hasSavepoint = true;
    }

    public void KeepUnit()
    {
        // The next unit, or the commit, releases it: one way to the server less.
    }

    public void UndoUnit() => Execute("ROLLBACK TO unit");

    public void Commit()
    {
        try
        {
            right.Commit(Open);
        }
        catch (Exception cut) when (PostgresFaults.IsOutage(cut))
        {
            if (!HasArrived(cut))
                throw;
        }
    }

    public void RollBack()
    {
        try
        {
            if (_connection is not null)
                Execute("ROLLBACK");
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException)
        {
            // The server ends the transactions of connections that it loses.
            GiveUp(fault);
        }
    }

    public void Dispose() => _connection?.Dispose();

    private void PrepareHistory()
    {
        var now = time.GetUtcNow();
        if (HistoryDays.DayOf(now).AddDays(HistoryDays.DaysAhead) > _historyUntil)
            _historyUntil = WriteRight.ChangeTables(Open, () => HistoryDays.Prepare(Open, now));
    }

    /// <summary>Asks on a new connection what became of a commit that was cut off.</summary>
    private bool HasArrived(Exception cut)
    {
        GiveUp(cut);
        try
        {
            return WithPatience(Reopen);
        }
        catch (Exception fault)
        {
            throw StorageFaults.Unknown(fault);
        }
    }

    /// <summary>Runs what may run again, as often as it takes.</summary>
    private T WithPatience<T>(Func<T> step)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return step();
            }
            catch (Exception fault) when (PostgresFaults.IsOutage(fault))
            {
                GiveUp(fault);
                if (time.GetElapsedTime(began) >= Patience)
                    throw;
            }

            // On the writer's own thread, with nobody else to run.
            Task.Delay(RetryEvery, time, CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    /// <summary>Answers whether a commit that was cut off is there.</summary>
    private bool Reopen()
    {
        _connection?.Dispose();
        _connection = null;
        var opened = server.OpenWriter();
        try
        {
            var arrived = right.TakeAgain(opened);
            _connection = opened;
            Log.ConnectionBack(logger, server.Name);
            return arrived;
        }
        finally
        {
            if (_connection is null)
                opened.Dispose();
        }
    }

    private void GiveUp(Exception fault)
    {
        if (_connection is null)
            return;
        Log.ConnectionLost(logger, server.Name, fault);
        _connection.Dispose();
        _connection = null;
    }

    private void Execute(string statement) => Open.Execute(statement);
}
