using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Logging;

namespace Firstlight.Storage.Engine;

/// <summary>Brings a database to the program's version, or refuses it.</summary>
internal sealed class Migrator(IReadOnlyList<Migration> migrations, TimeProvider time, ILogger logger)
{
    private const string CreateRecord =
        "CREATE TABLE schema_migration (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

    /// <summary>Applies what is missing, each script in a transaction of its own, and returns the version reached.</summary>
    /// <exception cref="DatabaseRefusedException">The database is not one of ours, newer, or was made by other scripts.</exception>
    public int Migrate(SchemaPlace place)
    {
        var applied = ReadRecord(place);
        foreach (var record in applied)
            CheckKnown(record, place.Name);
        foreach (var migration in migrations.Skip(applied.Count))
            Apply(place.Connection, migration);
        return migrations[^1].Version;
    }

    private static List<Applied> ReadRecord(SchemaPlace place)
    {
        var connection = place.Connection;
        var tables = connection.Query<string>(place.ListTables).ToHashSet(StringComparer.Ordinal);
        if (tables.Count == 0)
            connection.Execute(CreateRecord);
        else if (!tables.Contains("schema_migration"))
            throw new DatabaseRefusedException($"{place.Name} is a database of another program. {place.WhenForeign}");
        return connection
            .Query<Applied>(
                "SELECT version AS Version, name AS Name, checksum AS Checksum FROM schema_migration ORDER BY version"
            )
            .AsList();
    }

    private void CheckKnown(Applied record, string name)
    {
        if (record.Version == Migration.UnfinishedCopy)
            throw new DatabaseRefusedException(
                $"The database {name} is an unfinished copy. Remove it, and copy again into a new one."
            );
        var known = migrations.FirstOrDefault(migration => migration.Version == record.Version);
        if (known is null)
            throw new DatabaseRefusedException(
                $"The database {name} has version {record.Version}; this Firstlight knows versions up to {migrations[^1].Version}. "
                    + "Start the newer Firstlight that made it, or restore a backup from before the update."
            );
        if (!string.Equals(known.Checksum, record.Checksum, StringComparison.Ordinal))
            throw new DatabaseRefusedException(
                $"The database {name} was made with another form of migration {record.Version} ({record.Name}) than this "
                    + "Firstlight has. Start the Firstlight that made it, or restore a backup made with this one."
            );
    }

    private void Apply(DbConnection connection, Migration migration)
    {
        var now = StoredTime.From(time.GetUtcNow());
        using var transaction = connection.BeginTransaction();
        // However long it takes.
        connection.Execute(migration.Sql, new { now }, transaction, commandTimeout: 0);
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
