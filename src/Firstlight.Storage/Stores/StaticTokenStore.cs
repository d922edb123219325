using System.Data.Common;
using System.Text;
using Dapper;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Static tokens and their batches. Each change is one unit of work that begins with the statement that decides.</summary>
internal sealed partial class StaticTokenStore(IDatabase database, WebhookBell bell) : IStaticTokenStore
{
    public Task<StaticToken?> FindAsync(StaticTokenId id, CancellationToken cancellation) =>
        FindAsync("t.id = @Value", new { id.Value }, cancellation);

    public Task<StaticToken?> FindByAuthTokenAsync(TokenHash hash, CancellationToken cancellation)
    {
        var bytes = Convert.FromHexString(hash.Hex);
        return FindAsync(
            "t.id = (SELECT token_id FROM static_auth_key WHERE key = @Key) AND t.auth_hash = @Hash",
            new { Key = StaticTokenRow.KeyOf(bytes), Hash = bytes },
            cancellation
        );
    }

    public Task<StaticToken?> FindByClaimKeyAsync(long claimKey, CancellationToken cancellation) =>
        FindAsync(
            "t.id = (SELECT token_id FROM static_claim_key WHERE key = @claimKey)",
            new { claimKey },
            cancellation
        );

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
        if (query.Search is not null)
            statement.Append(@" AND u.search LIKE @Search ESCAPE '\'");
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
                            Search = query.Search is { } search ? SearchText.Containing(search) : null,
                            limit,
                        }
                    )
                    .Select(row => row.ToToken())
                    .ToList(),
            cancellation
        );
    }

    public async Task<bool> TryClaimAsync(
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
        var isClaimed = await database.WriteAsync(
            connection =>
            {
                var won = connection.Execute(
                    """
                    UPDATE static_token SET device_id = @Device, claimed_by = @By, claimed_at = @At
                    WHERE id = @Id AND claimed_at IS NULL AND device_id IS NOT DISTINCT FROM @Seen
                    """,
                    claim
                );
                if (won == 0)
                    return false;
                connection.Execute(seen.Device is null ? DeviceRow.Insert : MoveDevice, row);
                WebhookCapture.TellActivated(connection, device.Id, claimed.ClaimedAt!.Value);
                return true;
            },
            cancellation
        );
        if (isClaimed)
            bell.Ring();
        return isClaimed;
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

    public async Task<ReleasedUnit?> TryReleaseAsync(StaticTokenId id, CancellationToken cancellation) =>
        (await database.WriteAsync(connection => Release(connection, id), cancellation))?.ToUnit();

    public Task<bool> TryDeleteAsync(StaticTokenId id, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                var deleted = connection.Execute(
                    "DELETE FROM static_token WHERE id = @Value AND device_id IS NULL",
                    new { id.Value }
                );
                if (deleted == 1)
                    connection.Execute("DELETE FROM static_unit WHERE token_id = @Value", new { id.Value });
                return deleted == 1;
            },
            cancellation
        );

    private static ReleasedRow? Release(DbConnection connection, StaticTokenId id)
    {
        var released = connection.QuerySingleOrDefault<ReleasedRow>(
            """
            SELECT d.id AS Device, d.organisation_id AS Organisation, d.owner_id AS Owner
            FROM static_token t JOIN device d ON d.id = t.device_id
            WHERE t.id = @Value AND t.claimed_at IS NOT NULL
            """,
            new { id.Value }
        );
        if (released is not null)
            connection.Execute(
                """
                UPDATE static_token SET claimed_by = NULL, claimed_at = NULL WHERE id = @Value;
                UPDATE device SET owner_id = NULL,
                    organisation_id = (SELECT organisation_id FROM static_token WHERE id = @Value)
                WHERE id = (SELECT device_id FROM static_token WHERE id = @Value);
                """,
                new { id.Value }
            );
        return released;
    }

    private const string MoveDevice =
        "UPDATE device SET organisation_id = @Organisation, owner_id = @Owner WHERE id = @Id";

    private Task<StaticToken?> FindAsync(string condition, object parameters, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection
                    .QuerySingleOrDefault<StaticTokenRow>($"{StaticTokenRow.Select} WHERE {condition}", parameters)
                    ?.ToToken(),
            cancellation
        );
}
