using Dapper;
using Firstlight.Storage.Engine;
using Firstlight.Storage.Tests.Sqlite;

namespace Firstlight.Storage.Tests.Postgres;

/// <summary>The two dialects describe one database.</summary>
public sealed class PostgresSchemaTests(PostgresFixture server)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Both_dialects_have_the_same_tables_with_the_same_columns()
    {
        await using var sqlite = await SqliteStorage.OpenNewAsync();
        await using var postgres = new PostgresStorage(server);
        await postgres.OpenAsync();

        var here = await sqlite.Database.ReadAsync(
            connection =>
                connection
                    .Query<string>(
                        """
                        SELECT m.name || '.' || c.name || CASE WHEN c."notnull" OR c.pk THEN ' NOT NULL' ELSE '' END
                        FROM sqlite_master m JOIN pragma_table_info(m.name) c
                        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
                        """
                    )
                    .Order(StringComparer.Ordinal)
                    .ToList(),
            None
        );
        var there = await postgres.Database.ReadAsync(
            connection =>
                connection
                    .Query<string>(
                        """
                        SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END
                        FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name NOT IN ('writer', 'writer_life') AND table_name !~ '^history_(other|[0-9]+)$'
                        """
                    )
                    .Order(StringComparer.Ordinal)
                    .ToList(),
            None
        );
        there.ShouldBe(here);
    }

    [Fact]
    public void Both_dialects_have_the_same_migrations() => NamesOf("Postgres").ShouldBe(NamesOf("Sqlite"));

    private static IEnumerable<string> NamesOf(string dialect) =>
        Migration.InProgram(dialect).Select(migration => $"{migration.Version} {migration.Name}");
}
