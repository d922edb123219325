using System.Data.Common;
using Dapper;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Copying;

/// <summary>The last id that each table gave, also to rows that are gone: none is given twice, not even after a move.</summary>
internal static class LastIds
{
    private const string ListSequences = """
        SELECT table_name::text AS Name, COALESCE(pg_get_serial_sequence(table_name, 'id'), 'history_id') AS Sequence
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND column_name = 'id' AND (is_identity = 'YES' OR table_name = 'history')
            AND table_name <> 'writer_life'
        """;

    public static IReadOnlyDictionary<string, long> Read(DbConnection connection) =>
        connection is PostgresConnection
            ? connection
                .Query<(string Name, string Sequence)>(ListSequences)
                .ToDictionary(table => table.Name, table => LastOf(connection, table.Sequence), StringComparer.Ordinal)
            : connection
                .Query<(string Name, long Last)>("SELECT name, seq FROM sqlite_sequence")
                .ToDictionary(table => table.Name, table => table.Last, StringComparer.Ordinal);

    public static void Write(DbConnection connection, IReadOnlyDictionary<string, long> ids)
    {
        if (connection is PostgresConnection)
        {
            foreach (var (name, sequence) in connection.Query<(string, string)>(ListSequences).ToList())
            {
                if (ids.GetValueOrDefault(name) is > 0 and var last)
                    connection.Execute("SELECT setval(@sequence::text::regclass, @last)", new { sequence, last });
            }
        }
        else
        {
            connection.Execute("DELETE FROM sqlite_sequence");
            foreach (var (name, last) in ids)
                connection.Execute("INSERT INTO sqlite_sequence (name, seq) VALUES (@name, @last)", new { name, last });
        }
    }

    private static long LastOf(DbConnection connection, string sequence) =>
        connection.ExecuteScalar<long>(
            $"SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM {sequence}"
        );
}
