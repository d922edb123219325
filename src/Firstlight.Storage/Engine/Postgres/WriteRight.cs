using Dapper;
using Firstlight.Core;

namespace Firstlight.Storage.Engine;

/// <summary>
/// By what right a session writes, and how its commits are numbered: one that was cut off can be looked up, and a server that lacks
/// commits is known (docs/decisions/0049).
/// </summary>
internal abstract class WriteRight
{
    // "First": any number that others are unlikely to take. Locks are a database's own.
    protected const long Key = 0x4669727374;

    private const long MigrationKey = Key + 1;

    /// <summary>Takes the lock of this session, or ends with the server's lock timeout.</summary>
    public abstract void Lock(PostgresConnection connection);

    /// <summary>The lock is held and the database is migrated.</summary>
    public abstract void Begin(PostgresConnection connection);

    /// <summary>Begins a transaction with its number.</summary>
    public abstract void BeginTransaction(PostgresConnection connection);

    /// <summary>Ends when the transaction is on disk, and on that of a stand-by that is waited for.</summary>
    public abstract void Commit(PostgresConnection connection);

    /// <summary>Takes the lock on a new connection; answers whether a commit that was cut off is there.</summary>
    /// <exception cref="StorageUnavailableException">
    /// Another program has taken over meanwhile, or the server has not all that was acknowledged.
    /// </exception>
    public abstract bool TakeAgain(PostgresConnection connection);

    /// <summary>Changes tables, one program at a time.</summary>
    public static T ChangeTables<T>(PostgresConnection connection, Func<T> change)
    {
        connection.Execute("SELECT pg_advisory_lock(@MigrationKey)", new { MigrationKey });
        try
        {
            return change();
        }
        finally
        {
            connection.Execute("SELECT pg_advisory_unlock(@MigrationKey)", new { MigrationKey });
        }
    }
}
