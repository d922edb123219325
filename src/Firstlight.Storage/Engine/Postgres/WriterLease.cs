using Dapper;
using Firstlight.Core;

namespace Firstlight.Storage.Engine;

/// <summary>
/// The right of one program alone to write. It is a lock of the writer's own session: whoever writes holds it, and it ends with the connection. Each
/// program that takes it counts the database's epoch up, and each of its commits has a number: one that had no connection for a while
/// knows whether another was there meanwhile, and whether this server has all that was acknowledged. If not, what it remembers is
/// not what is stored, and it never writes again (docs/decisions/0049).
/// </summary>
internal sealed class WriterLease(string database) : WriteRight
{
    private long _epoch;
    private long _written;
    private bool _isCommitting;

    public override void Lock(PostgresConnection connection) =>
        connection.Execute($"{LockTimeout.Set}; SELECT pg_advisory_lock(@Key); {LockTimeout.Reset}", new { Key });

    /// <summary>Begins a new epoch.</summary>
    public override void Begin(PostgresConnection connection) =>
        (_epoch, _written) = connection.QuerySingle<(long, long)>(
            "UPDATE writer SET epoch = epoch + 1 RETURNING epoch, written"
        );

    public override void BeginTransaction(PostgresConnection connection)
    {
        _isCommitting = false;
        var number = connection.ExecuteScalar<long?>(
            "BEGIN ISOLATION LEVEL READ COMMITTED; UPDATE writer SET written = written + 1 WHERE epoch = @_epoch RETURNING written",
            new { _epoch }
        );
        if (number != _written + 1)
            throw TakenOver();
    }

    public override void Commit(PostgresConnection connection)
    {
        _isCommitting = true;
        connection.Execute("COMMIT");
        _isCommitting = false;
        _written++;
    }

    /// <remarks>With the lock in hand the session before, and its transaction, has ended.</remarks>
    /// <inheritdoc />
    public override bool TakeAgain(PostgresConnection connection)
    {
        Lock(connection);
        var (epoch, written) = connection.QuerySingle<(long, long)>("SELECT epoch, written FROM writer");
        if (epoch != _epoch)
            throw TakenOver();
        var arrived = _isCommitting && written == _written + 1;
        if (!arrived && written != _written)
            throw new StorageUnavailableException(
                $"{database} is now on a server that lacks {_written - written} commits which were acknowledged; it was behind the one "
                    + "before. This Firstlight does not write until it is started again."
            );
        // A commit that was cut off may be on this server's disk alone. Another one waits for the stand-by to have both.
        if (arrived)
            connection.Execute("UPDATE writer SET written = written");
        _written = written;
        _isCommitting = false;
        return arrived;
    }

    private StorageUnavailableException TakenOver() =>
        new(
            $"Another Firstlight has taken over {database} while this one had no connection to it. Stop one of them; "
                + "this one does not write until it is started again."
        );
}
