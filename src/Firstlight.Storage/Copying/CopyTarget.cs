using System.Data.Common;
using Dapper;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Copying;

/// <summary>How a database becomes a copy: empty before, refused by every program meanwhile, whole after.</summary>
internal static class CopyTarget
{
    /// <summary>Takes away what a new database begins with, and marks it as unfinished.</summary>
    /// <exception cref="DatabaseRefusedException">It holds something.</exception>
    public static Task BeginAsync(IDatabase target, CancellationToken cancellation) =>
        target.WriteAsync(
            connection =>
            {
                if (TableToCopy.All.FirstOrDefault(table => IsInUse(connection, table.Name)) is { } used)
                    throw new DatabaseRefusedException(
                        $"The target is not empty: there is something in its table {used.Name}. Nothing was copied. Name a new database."
                    );
                return connection.Execute(
                    """
                    DELETE FROM counter;
                    DELETE FROM organisation;
                    INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (@Unfinished, 'unfinished copy', '', 0);
                    """,
                    new { Unfinished = Migration.UnfinishedCopy }
                );
            },
            cancellation
        );

    /// <summary>Lets ids go on where the source's do, and takes the mark away.</summary>
    public static async Task FinishAsync(IDatabase source, IDatabase target, CancellationToken cancellation)
    {
        var ids = await source.ReadAsync(LastIds.Read, cancellation);
        await target.WriteAsync(
            connection =>
            {
                LastIds.Write(connection, ids);
                return connection.Execute(
                    "DELETE FROM schema_migration WHERE version = @Unfinished",
                    new { Unfinished = Migration.UnfinishedCopy }
                );
            },
            cancellation
        );
    }

    // A new database has its counters and one organisation.
    private static bool IsInUse(DbConnection connection, string table) =>
        table switch
        {
            "counter" => false,
            "organisation" => connection.ExecuteScalar<long>("SELECT COUNT(*) FROM organisation") > 1,
            _ => connection.ExecuteScalar<long?>($"SELECT 1 FROM {table} LIMIT 1") is not null,
        };
}
