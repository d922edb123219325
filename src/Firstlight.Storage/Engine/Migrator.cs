using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Firstlight.Storage.Engine;

/// <summary>Brings a database to the program's version, or refuses it.</summary>
internal sealed class Migrator(IReadOnlyList<Migration> migrations, TimeProvider time, ILogger logger)
{
    private const string CreateRecord =
        "CREATE TABLE schema_migration (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)";

    /// <summary>Applies what is missing, each script in a transaction of its own, and returns the version reached.</summary>
    /// <exception cref="DatabaseRefusedException">The database is not one of ours, newer, or was made by other scripts.</exception>
    public int Migrate(SqliteConnection connection)
    {
        var applied = ReadRecord(connection);
        foreach (var record in applied)
            CheckKnown(record, connection.DataSource);
        foreach (var migration in migrations.Skip(applied.Count))
            Apply(connection, migration);
        return migrations[^1].Version;
    }

    private static List<Applied> ReadRecord(SqliteConnection connection)
    {
        var tables = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'").ToHashSet();
        if (tables.Count == 0)
            connection.Execute(CreateRecord);
        else if (!tables.Contains("schema_migration"))
            throw new DatabaseRefusedException(
                $"{connection.DataSource} is a database of another program. Choose another data folder, or move that file away."
            );
        return connection
            .Query<Applied>(
                "SELECT version AS Version, name AS Name, checksum AS Checksum FROM schema_migration ORDER BY version"
            )
            .AsList();
    }

    private void CheckKnown(Applied record, string path)
    {
        var known = migrations.FirstOrDefault(migration => migration.Version == record.Version);
        if (known is null)
            throw new DatabaseRefusedException(
                $"The database {path} has version {record.Version}; this Firstlight knows versions up to {migrations[^1].Version}. "
                    + "Start the newer Firstlight that made it, or restore a backup from before the update."
            );
        if (!string.Equals(known.Checksum, record.Checksum, StringComparison.Ordinal))
            throw new DatabaseRefusedException(
                $"The database {path} was made with another form of migration {record.Version} ({record.Name}) than this "
                    + "Firstlight has. Start the Firstlight that made it, or restore a backup made with this one."
            );
    }

    private void Apply(SqliteConnection connection, Migration migration)
    {
        var now = StoredTime.From(time.GetUtcNow());
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute(migration.Sql, new { now }, transaction);
        connection.Execute(
            "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (@Version, @Name, @Checksum, @now)",
            new
            {
                migration.Version,
                migration.Name,
                migration.Checksum,
                now,
            },
            transaction
        );
        transaction.Commit();
        Log.MigrationApplied(logger, migration.Version, migration.Name);
    }

    private sealed class Applied
    {
        public int Version { get; init; }

        public string Name { get; init; } = "";

        public string Checksum { get; init; } = "";
    }
}
