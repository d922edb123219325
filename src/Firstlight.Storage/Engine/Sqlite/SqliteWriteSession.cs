using System.Data.Common;
using Firstlight.Core;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Firstlight.Storage.Engine;

/// <summary>Transactions on one connection to a SQLite file, by statements that are compiled once.</summary>
internal sealed class SqliteWriteSession : IWriteSession
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _commit;
    private readonly sqlite3_stmt _savepoint;
    private readonly sqlite3_stmt _undo;
    private readonly sqlite3_stmt _release;

    /// <summary>Takes <paramref name="connection"/> over.</summary>
    public SqliteWriteSession(SqliteConnection connection)
    {
        _connection = connection;
        _begin = Compile("BEGIN IMMEDIATE");
        _commit = Compile("COMMIT");
        _savepoint = Compile("SAVEPOINT unit");
        _undo = Compile("ROLLBACK TO unit");
        _release = Compile("RELEASE unit");
    }

    /// <summary>There is no server that could be away.</summary>
    public TimeSpan StepMax => Timeout.InfiniteTimeSpan;

    public DbConnection Connection => _connection;

    public void Begin() => Execute(_begin);

    public void BeginUnit() => Execute(_savepoint);

    public void KeepUnit() => Execute(_release);

    public void UndoUnit()
    {
        // A full disk or a failed read or write may end the whole transaction, and with it the units before.
        if (!IsInTransaction)
            throw new StorageUnavailableException("A fault ended the transaction.");
        Execute(_undo);
        Execute(_release);
    }

    public void Commit() => Execute(_commit);

    // Its own result does not matter: a fault may have ended the transaction already.
    public void RollBack() => _ = raw.sqlite3_exec(_connection.Handle, "ROLLBACK");

    public void Dispose()
    {
        foreach (var statement in (sqlite3_stmt[])[_begin, _commit, _savepoint, _undo, _release])
            statement.Dispose();
        _connection.Dispose();
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
