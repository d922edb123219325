using System.Data.Common;
using System.Text;
using Dapper;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Batches and static tokens. Each change is one unit of work that begins with the statement that decides.</summary>
internal sealed class StaticTokenStore(IDatabase database) : IStaticTokenStore
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
                        idempotency_key, created_by, created_at)
                    VALUES (@Organisation, @Template, @Name, @Count, @Made, @State, @FirstToken, @SealedKey,
                        @IdempotencyKey, @CreatedBy, @CreatedAt)
                    RETURNING id
                    """,
                    StaticBatchRow.From(batch, first)
                );
                return batch with { Id = new StaticBatchId(id), FirstToken = new StaticTokenId(first) };
            },
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
                    "UPDATE static_batch SET state = 'Cancelling' WHERE id = @Value AND state = 'Making'",
                    new { batch.Value }
                ) == 1,
            cancellation
        );

    public Task<bool> RemoveSomeAsync(StaticBatchId batch, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                var removed = connection.Execute(
                    """
                    DELETE FROM static_token WHERE id IN (
                        SELECT t.id FROM static_batch b
                        JOIN static_token t ON t.id >= b.first_token AND t.id < b.first_token + b.count
                        WHERE b.id = @Value AND b.state = 'Cancelling' LIMIT @RemovedAtOnce)
                    """,
                    new { batch.Value, RemovedAtOnce }
                );
                if (removed == RemovedAtOnce)
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

    public Task<StaticToken?> FindAsync(StaticTokenId id, CancellationToken cancellation) =>
        FindAsync("t.id = @Value", new { id.Value }, cancellation);

    public Task<StaticToken?> FindByAuthTokenAsync(TokenHash hash, CancellationToken cancellation)
    {
        var bytes = Convert.FromHexString(hash.Hex);
        return FindAsync(
            "t.auth_key = @Key AND t.auth_hash = @Hash",
            new { Key = StaticTokenRow.KeyOf(bytes), Hash = bytes },
            cancellation
        );
    }

    public Task<StaticToken?> FindByClaimKeyAsync(long claimKey, CancellationToken cancellation) =>
        FindAsync("t.claim_key = @claimKey", new { claimKey }, cancellation);

    public Task<StaticToken?> FindByDeviceAsync(DeviceId device, CancellationToken cancellation) =>
        FindAsync("t.device_id = @Value", new { device.Value }, cancellation);

    public Task<IReadOnlyList<StaticToken>> ListAsync(
        OrganisationId organisation,
        StaticTokenQuery query,
        StaticTokenId? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var statement = new StringBuilder(
            $"{StaticTokenRow.Select} WHERE t.organisation_id = @Organisation AND t.id > @After"
        );
        if (query.Batch is not null)
            // The batch's range of ids, so that the primary key serves.
            statement.Append(
                """
                 AND t.id >= (SELECT first_token FROM static_batch WHERE id = @Batch)
                 AND t.id < (SELECT first_token + count FROM static_batch WHERE id = @Batch)
                """
            );
        if (query.State is { } state)
            statement.Append(
                state == StaticTokenState.Claimed ? " AND t.claimed_at IS NOT NULL" : " AND t.claimed_at IS NULL"
            );
        statement.Append(" ORDER BY t.id LIMIT @limit");
        return database.ReadAsync<IReadOnlyList<StaticToken>>(
            connection =>
                connection
                    .Query<StaticTokenRow>(
                        statement.ToString(),
                        new
                        {
                            Organisation = organisation.Value,
                            After = after?.Value ?? 0,
                            Batch = query.Batch?.Value,
                            limit,
                        }
                    )
                    .Select(row => row.ToToken())
                    .ToList(),
            cancellation
        );
    }

    public Task<bool> TryClaimAsync(
        StaticToken seen,
        StaticToken claimed,
        Device device,
        CancellationToken cancellation
    )
    {
        var row = DeviceRow.From(device);
        var claim = new
        {
            Id = seen.Id.Value,
            Seen = seen.Device?.Value,
            Device = device.Id.Value,
            By = claimed.ClaimedBy?.Value,
            At = StoredTime.From(claimed.ClaimedAt),
        };
        return database.WriteAsync(
            connection =>
            {
                var won = connection.Execute(
                    """
                    UPDATE static_token SET device_id = @Device, claimed_by = @By, claimed_at = @At
                    WHERE id = @Id AND claimed_at IS NULL AND device_id IS NOT DISTINCT FROM @Seen
                    """,
                    claim
                );
                if (won == 1)
                    connection.Execute(seen.Device is null ? DeviceRow.Insert : MoveDevice, row);
                return won == 1;
            },
            cancellation
        );
    }

    public Task<bool> TryConnectAsync(StaticToken seen, Device? born, TokenRecord token, CancellationToken cancellation)
    {
        var deviceRow = born is null ? null : DeviceRow.From(born);
        var tokenRow = TokenRow.From(token);
        var step = new
        {
            Id = seen.Id.Value,
            Seen = seen.Device?.Value,
            tokenRow.Device,
            tokenRow.Hash,
        };
        return database.WriteAsync(
            connection =>
            {
                var won = connection.Execute(
                    """
                    UPDATE static_token SET device_id = @Device
                    WHERE id = @Id AND device_id IS NOT DISTINCT FROM @Seen
                        AND NOT EXISTS (SELECT 1 FROM token WHERE hash = @Hash)
                    """,
                    step
                );
                if (won == 0)
                    return false;
                if (deviceRow is not null)
                    connection.Execute(DeviceRow.Insert, deviceRow);
                connection.Execute(TokenRow.Insert, tokenRow);
                return true;
            },
            cancellation
        );
    }

    public Task<bool> TryReleaseAsync(StaticTokenId id, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                var released = connection.Execute(
                    "UPDATE static_token SET claimed_by = NULL, claimed_at = NULL WHERE id = @Value AND claimed_at IS NOT NULL",
                    new { id.Value }
                );
                if (released == 1)
                    connection.Execute(
                        """
                        UPDATE device SET owner_id = NULL,
                            organisation_id = (SELECT organisation_id FROM static_token WHERE id = @Value)
                        WHERE id = (SELECT device_id FROM static_token WHERE id = @Value)
                        """,
                        new { id.Value }
                    );
                return released == 1;
            },
            cancellation
        );

    public Task<bool> TryDeleteAsync(StaticTokenId id, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute("DELETE FROM static_token WHERE id = @Value AND device_id IS NULL", new { id.Value })
                == 1,
            cancellation
        );

    private const string MoveDevice =
        "UPDATE device SET organisation_id = @Organisation, owner_id = @Owner WHERE id = @Id";

    private static bool Append(
        DbConnection connection,
        StaticBatchId batch,
        int made,
        IReadOnlyList<StaticToken> tokens
    )
    {
        var counted = connection.Execute(
            """
            UPDATE static_batch SET made = made + @More,
                state = CASE WHEN made + @More = count THEN 'Ready' ELSE state END
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
        using var insert = new Statement(connection, StaticTokenRow.Insert, values: 7);
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

    private Task<StaticToken?> FindAsync(string condition, object parameters, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection
                    .QuerySingleOrDefault<StaticTokenRow>($"{StaticTokenRow.Select} WHERE {condition}", parameters)
                    ?.ToToken(),
            cancellation
        );
}
