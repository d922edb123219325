using System.Data.Common;
using Dapper;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>How batches come to be and go: their tables, their tokens chunk by chunk, their removal.</summary>
internal sealed partial class StaticTokenStore
{
    private const int RemovedAtOnce = 10_000;

    public Task<StaticBatch> InsertBatchAsync(StaticBatch batch, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                if (FindBatchByKey(connection, batch) is { } ordered)
                    return ordered;
                var first = connection.ExecuteScalar<long>(
                    "UPDATE counter SET next = next + @Count WHERE name = 'static_token' RETURNING next - @Count",
                    new { batch.Count }
                );
                var id = connection.ExecuteScalar<long>(
                    """
                    INSERT INTO static_batch (organisation_id, template_id, name, count, made, state, first_token, sealed_key,
                        idempotency_key, created_by, created_at, fields, digest)
                    VALUES (@Organisation, @Template, @Name, @Count, @Made, @State, @FirstToken, @SealedKey,
                        @IdempotencyKey, @CreatedBy, @CreatedAt, @Fields, @Digest)
                    RETURNING id
                    """,
                    StaticBatchRow.From(batch, first)
                );
                return batch with { Id = new StaticBatchId(id), FirstToken = new StaticTokenId(first) };
            },
            cancellation
        );

    public Task<bool> TryStageAsync(
        StaticBatchId batch,
        IReadOnlyList<StagedUnit> units,
        CancellationToken cancellation
    )
    {
        var rows = units.Select(StaticUnitRow.ValuesOf).ToList();
        return database.WriteAsync(
            connection =>
            {
                if (!IsImporting(connection, batch))
                    return false;
                using var insert = Statement.On(connection, StaticUnitRow.Insert, StaticUnitRow.Values);
                foreach (var row in rows)
                    insert.Execute(row);
                return true;
            },
            cancellation
        );
    }

    public Task<bool> TryEndImportAsync(StaticBatchId batch, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    "UPDATE static_batch SET state = 'Making' WHERE id = @Value AND state = 'Importing'",
                    new { batch.Value }
                ) == 1,
            cancellation
        );

    public Task<IReadOnlyList<StaticImport>> ListImportsAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<StaticImport>>(
            static connection =>
                [
                    .. connection
                        .Query<(long Batch, long Stored)>(
                            """
                            SELECT id, (SELECT COUNT(*) FROM static_unit WHERE token_id >= first_token AND token_id < first_token + count)
                            FROM static_batch WHERE state = 'Importing' ORDER BY id
                            """
                        )
                        .Select(static row => new StaticImport(new StaticBatchId(row.Batch), (int)row.Stored)),
                ],
            cancellation
        );

    public Task<bool> TryAbandonImportAsync(StaticBatchId batch, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    "UPDATE static_batch SET state = 'Cancelling', idempotency_key = NULL WHERE id = @Value AND state = 'Importing'",
                    new { batch.Value }
                ) == 1,
            cancellation
        );

    public Task<bool> TryAppendAsync(
        StaticBatchId batch,
        int made,
        IReadOnlyList<StaticToken> tokens,
        CancellationToken cancellation
    ) => database.WriteAsync(connection => Append(connection, batch, made, tokens), cancellation);

    public Task<bool> TryCancelBatchAsync(StaticBatchId batch, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    "UPDATE static_batch SET state = 'Cancelling' WHERE id = @Value AND state IN ('Making', 'Importing')",
                    new { batch.Value }
                ) == 1,
            cancellation
        );

    public Task<bool> RemoveSomeAsync(StaticBatchId batch, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                if (
                    RemoveSome(connection, batch, "static_token", "id")
                    || RemoveSome(connection, batch, "static_unit", "token_id")
                )
                    return true;
                connection.Execute(
                    "UPDATE static_batch SET state = 'Cancelled', made = 0 WHERE id = @Value AND state = 'Cancelling'",
                    new { batch.Value }
                );
                return false;
            },
            cancellation
        );

    public Task<StaticBatch?> FindBatchAsync(StaticBatchId batch, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection
                    .QuerySingleOrDefault<StaticBatchRow>(
                        $"{StaticBatchRow.Select} WHERE id = @Value",
                        new { batch.Value }
                    )
                    ?.ToBatch(),
            cancellation
        );

    public Task<IReadOnlyList<StaticBatch>> ListBatchesAsync(
        OrganisationId organisation,
        StaticBatchId? before,
        int limit,
        CancellationToken cancellation
    ) =>
        ListBatchesAsync(
            "organisation_id = @Organisation AND id < @Before ORDER BY id DESC LIMIT @limit",
            new
            {
                Organisation = organisation.Value,
                Before = before?.Value ?? long.MaxValue,
                limit,
            },
            cancellation
        );

    public Task<IReadOnlyList<StaticBatch>> ListUnfinishedAsync(CancellationToken cancellation) =>
        ListBatchesAsync("state IN ('Making', 'Cancelling') ORDER BY id", new { }, cancellation);

    private static bool IsImporting(DbConnection connection, StaticBatchId batch) =>
        connection.ExecuteScalar<int>(
            "SELECT COUNT(*) FROM static_batch WHERE id = @Value AND state = 'Importing'",
            new { batch.Value }
        ) == 1;

    // True when there may be more.
    private static bool RemoveSome(DbConnection connection, StaticBatchId batch, string table, string id) =>
        connection.Execute(
            $"""
            DELETE FROM {table} WHERE {id} IN (
                SELECT t.{id} FROM static_batch b
                JOIN {table} t ON t.{id} >= b.first_token AND t.{id} < b.first_token + b.count
                WHERE b.id = @Value AND b.state = 'Cancelling' LIMIT @RemovedAtOnce)
            """,
            new { batch.Value, RemovedAtOnce }
        ) == RemovedAtOnce;

    private static bool Append(
        DbConnection connection,
        StaticBatchId batch,
        int made,
        IReadOnlyList<StaticToken> tokens
    )
    {
        var counted = connection.Execute(
            """
            UPDATE static_batch SET made = made + @More
            WHERE id = @Id AND state = 'Making' AND made = @made AND made + @More <= count
            """,
            new
            {
                Id = batch.Value,
                made,
                More = tokens.Count,
            }
        );
        if (counted == 0)
            return false;
        using var insert = Statement.On(connection, StaticTokenRow.Insert, values: 7);
        foreach (var token in tokens)
        {
            var hash = Convert.FromHexString(token.AuthHash.Hex);
            insert.Execute(
                token.Id.Value,
                token.Batch.Value,
                token.Organisation.Value,
                StaticTokenRow.KeyOf(hash),
                hash,
                token.ClaimKey,
                token.Sealed
            );
        }

        return true;
    }

    private static StaticBatch? FindBatchByKey(DbConnection connection, StaticBatch batch) =>
        batch.IdempotencyKey is null
            ? null
            : connection
                .QuerySingleOrDefault<StaticBatchRow>(
                    $"{StaticBatchRow.Select} WHERE organisation_id = @Organisation AND idempotency_key = @IdempotencyKey",
                    new { Organisation = batch.Organisation.Value, batch.IdempotencyKey }
                )
                ?.ToBatch();

    private Task<IReadOnlyList<StaticBatch>> ListBatchesAsync(
        string condition,
        object parameters,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<StaticBatch>>(
            connection =>
                connection
                    .Query<StaticBatchRow>($"{StaticBatchRow.Select} WHERE {condition}", parameters)
                    .Select(row => row.ToBatch())
                    .ToList(),
            cancellation
        );
}
