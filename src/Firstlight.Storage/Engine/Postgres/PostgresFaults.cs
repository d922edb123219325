using Npgsql;

namespace Firstlight.Storage.Engine;

/// <summary>What PostgreSQL's faults mean to us.</summary>
internal static class PostgresFaults
{
    /// <summary>
    /// True when the server or the way to it is away, or is not ready yet: another connection, a little later, may do better.
    /// </summary>
    public static bool IsOutage(Exception fault) =>
        fault switch
        {
            PostgresException refused => refused.SqlState
                is PostgresErrorCodes.AdminShutdown
                    or PostgresErrorCodes.CrashShutdown
                    or PostgresErrorCodes.CannotConnectNow
                    or PostgresErrorCodes.TooManyConnections
                    or PostgresErrorCodes.LockNotAvailable
                    or PostgresErrorCodes.ReadOnlySqlTransaction
                || refused.SqlState.StartsWith("08", StringComparison.Ordinal),
            NpgsqlException => true,
            _ => false,
        };
}
