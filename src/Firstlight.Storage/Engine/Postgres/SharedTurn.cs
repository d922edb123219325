using Dapper;
using Firstlight.Core;

namespace Firstlight.Storage.Engine;

/// <summary>
/// The right of several nodes to write, one transaction after the other: each begins by updating the one row of <c>writer</c>, and
/// the next waits there until it has ended. So units of work see each other as on one node. A program alone keeps them all out
/// (docs/decisions/0053).
/// </summary>
internal sealed class SharedTurn(string database) : WriteRight
{
    // A node that is stopped in the middle of its turn keeps the others waiting so long; then the server ends its session.
    private const string Settings = "SET idle_in_transaction_session_timeout = '10s'";

    private const string TakeTurn = """
        BEGIN ISOLATION LEVEL READ COMMITTED;
        WITH turn AS (UPDATE writer SET written = written + 1 WHERE epoch = @_epoch RETURNING written),
            own AS (UPDATE writer_life SET written = written + 1 WHERE id = @_life RETURNING written)
        SELECT turn.written, own.written FROM turn, own
        """;

    // Waits for a transaction of the session before that the server has not ended yet: it may still be committing.
    private const string LookAtOwn = "SELECT written FROM writer_life WHERE id = @_life FOR UPDATE";

    private const string LookAtAll = "SELECT epoch, written FROM writer";

    private long _life;
    private long _epoch;
    private long _seen;
    private long _own;
    private bool _isCommitting;

    public override void Lock(PostgresConnection connection) =>
        connection.Execute(
            $"{Settings}; {LockTimeout.Set}; SELECT pg_advisory_lock_shared(@Key); {LockTimeout.Reset}",
            new { Key }
        );

    public override void Begin(PostgresConnection connection)
    {
        _life = connection.ExecuteScalar<long>("INSERT INTO writer_life (written) VALUES (0) RETURNING id");
        (_epoch, _seen) = connection.QuerySingle<(long, long)>(LookAtAll);
    }

    public override void BeginTransaction(PostgresConnection connection)
    {
        _isCommitting = false;
        var numbers = connection.QuerySingleOrDefault<(long All, long Own)?>(TakeTurn, new { _epoch, _life });
        if (numbers is not var (all, own))
            throw TakenOver();
        if (all <= _seen || own != _own + 1)
            throw Behind();
        _seen = all - 1;
    }

    public override void Commit(PostgresConnection connection)
    {
        _isCommitting = true;
        connection.Execute("COMMIT");
        _isCommitting = false;
        _seen++;
        _own++;
    }

    public override bool TakeAgain(PostgresConnection connection)
    {
        Lock(connection);
        var own = connection.ExecuteScalar<long?>(LookAtOwn, new { _life }) ?? 0;
        var (epoch, seen) = connection.QuerySingle<(long, long)>(LookAtAll);
        if (epoch != _epoch)
            throw TakenOver();
        var arrived = _isCommitting && own == _own + 1;
        if (seen < _seen || (!arrived && own != _own))
            throw Behind();
        // A commit that was cut off may be on this server's disk alone. Another one waits for the stand-by to have both.
        if (arrived)
            connection.Execute("UPDATE writer SET written = written");
        (_seen, _own) = (seen, own);
        _isCommitting = false;
        return arrived;
    }

    private StorageUnavailableException Behind() =>
        new(
            $"{database} is now on a server that lacks commits which were acknowledged; it was behind the one before. "
                + "This node does not write until it is started again."
        );

    private StorageUnavailableException TakenOver() =>
        new(
            $"A Firstlight that works alone has used {database} while this node had no connection to it. Nodes and such a "
                + "program cannot share a database; this node does not write until it is started again."
        );
}
