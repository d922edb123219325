using System.Data.Common;
using Dapper;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>
/// How the tokens of a whole batch come to be found. Their keys are chance, so they are entered in their order: each page of the tables of keys is
/// written once for all that fall on it.
/// </summary>
internal sealed partial class StaticTokenStore
{
    private const int EnteredAtOnce = 20_000;

    private static readonly (string Table, string Column)[] Keys =
    [
        ("static_auth_key", "auth_key"),
        ("static_claim_key", "claim_key"),
    ];

    public async Task<bool> TryFinishAsync(StaticBatchId batch, CancellationToken cancellation)
    {
        foreach (var (table, column) in Keys)
        {
            var entries = await database.ReadAsync(connection => ReadInOrder(connection, batch, column), cancellation);
            for (var entered = 0; entered < entries.Count; entered += EnteredAtOnce)
            {
                var some = entries.Slice(entered, Math.Min(EnteredAtOnce, entries.Count - entered));
                if (!await database.WriteAsync(connection => Enter(connection, batch, table, some), cancellation))
                    return false;
            }
        }

        return await database.WriteAsync(
            connection =>
                connection.Execute(
                    "UPDATE static_batch SET state = 'Ready' WHERE id = @Value AND state = 'Making' AND made = count",
                    new { batch.Value }
                ) == 1,
            cancellation
        );
    }

    // As many as a batch may have at most, 16 bytes each.
    private static List<KeyEntry> ReadInOrder(DbConnection connection, StaticBatchId batch, string column)
    {
        var entries = connection
            .Query<KeyEntry>(
                $"""
                SELECT t.{column} AS Key, t.id AS Token FROM static_batch b
                JOIN static_token t ON t.id >= b.first_token AND t.id < b.first_token + b.count
                WHERE b.id = @Value
                """,
                new { batch.Value },
                buffered: false
            )
            .ToList();
        entries.Sort((one, other) => one.Key.CompareTo(other.Key));
        return entries;
    }

    private static bool Enter(DbConnection connection, StaticBatchId batch, string table, List<KeyEntry> entries)
    {
        var isBeingMade = connection.ExecuteScalar<int>(
            "SELECT COUNT(*) FROM static_batch WHERE id = @Value AND state = 'Making'",
            new { batch.Value }
        );
        if (isBeingMade == 0)
            return false;
        // An entry may be there since before a crash; that of another token is a fault, and the unit is not lost in silence.
        using var insert = Statement.On(
            connection,
            $"""
            INSERT INTO {table} (key, token_id) VALUES (@p0, @p1)
            ON CONFLICT (key) DO UPDATE SET token_id = excluded.token_id WHERE {table}.token_id = excluded.token_id
            """,
            values: 2
        );
        foreach (var entry in entries)
        {
            if (insert.Execute(entry.Key, entry.Token) == 0)
                throw new StorageUnavailableException(
                    $"Two static tokens have the same key; one of them is {entry.Token}."
                );
        }

        return true;
    }

    private readonly record struct KeyEntry(long Key, long Token);
}
