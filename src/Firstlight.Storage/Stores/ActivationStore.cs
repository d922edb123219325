using System.Data.Common;
using System.Text;
using Dapper;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Provisioning sessions and tokens. Each change is one unit of work that begins with the statement that decides.</summary>
internal sealed class ActivationStore(IDatabase database, WebhookBell bell) : IActivationStore, IDisposable
{
    private const string RevokeTokenOfSession =
        "UPDATE token SET state = 'Revoked' WHERE session_id = @Id AND state <> 'Revoked'";

    private readonly IdBlock _deviceIds = new(database, "device");
    private readonly IdBlock _sessionIds = new(database, "provisioning_session");

    public async Task<DeviceId> ReserveDeviceIdAsync(CancellationToken cancellation) =>
        new(await _deviceIds.NextAsync(cancellation));

    public async Task<ProvisioningSessionId> ReserveSessionIdAsync(CancellationToken cancellation) =>
        new(await _sessionIds.NextAsync(cancellation));

    public Task InsertSessionAsync(
        ProvisioningSession session,
        TokenRecord token,
        IReadOnlyList<ProvisioningSession> superseded,
        CancellationToken cancellation
    )
    {
        var sessionRow = SessionRow.From(session);
        var tokenRow = TokenRow.From(token);
        return database.WriteAsync(
            connection =>
            {
                foreach (var ended in superseded)
                    EndIfPending(connection, SessionRow.From(ended));
                connection.Execute(SessionRow.Insert, sessionRow);
                return connection.Execute(TokenRow.Insert, tokenRow);
            },
            cancellation
        );
    }

    public Task<bool> TryUpdateSessionAsync(
        ProvisioningSession session,
        ProvisioningState expectedState,
        int expectedSteps,
        CancellationToken cancellation
    )
    {
        var update = new DynamicParameters(SessionRow.From(session));
        update.Add("ExpectedState", expectedState.ToString());
        update.Add("ExpectedSteps", expectedSteps);
        var endsWithoutDevice = session.State is not (ProvisioningState.Pending or ProvisioningState.Succeeded);
        return database.WriteAsync(
            connection =>
            {
                var changed = connection.Execute(
                    $"{SessionRow.Update} AND state = @ExpectedState AND step_count = @ExpectedSteps",
                    update
                );
                if (changed == 1 && endsWithoutDevice)
                    connection.Execute(RevokeTokenOfSession, new { Id = session.Id.Value });
                return changed == 1;
            },
            cancellation
        );
    }

    public async Task<bool> TryActivateAsync(
        ProvisioningSession succeeded,
        Device device,
        CancellationToken cancellation
    )
    {
        var sessionRow = SessionRow.From(succeeded);
        var deviceRow = DeviceRow.From(device);
        var at = succeeded.EndedAt ?? device.CreatedAt;
        var activated = await database.WriteAsync(
            connection =>
            {
                if (!Activate(connection, sessionRow, deviceRow))
                    return false;
                if (!succeeded.IsReprovisioning)
                    WebhookCapture.TellActivated(connection, device.Id, at);
                return true;
            },
            cancellation
        );
        if (activated)
            bell.Ring();
        return activated;
    }

    public Task InsertDeviceAsync(Device device, TokenRecord token, CancellationToken cancellation)
    {
        var deviceRow = DeviceRow.From(device);
        var tokenRow = TokenRow.From(token);
        return database.WriteAsync(
            connection =>
                connection.Execute(DeviceRow.Insert, deviceRow) + connection.Execute(TokenRow.Insert, tokenRow),
            cancellation
        );
    }

    public Task<TokenLookup?> FindTokenAsync(TokenHash hash, CancellationToken cancellation) =>
        database.ReadAsync(connection => TokenLookups.Find(connection, hash), cancellation);

    public Task<TokenLookup?> FindTokenByCodeAsync(CodeHash code, CancellationToken cancellation) =>
        database.ReadAsync(connection => TokenLookups.Find(connection, code), cancellation);

    public Task<byte[]> KeepSealedKeyAsync(
        string name,
        byte[] candidate,
        byte[]? unusable,
        CancellationToken cancellation
    ) =>
        database.WriteAsync(
            connection =>
            {
                connection.Execute(
                    """
                    INSERT INTO sealed_key (name, sealed) VALUES (@name, @candidate)
                    ON CONFLICT (name) DO UPDATE SET sealed = @candidate WHERE sealed_key.sealed = @unusable
                    """,
                    new
                    {
                        name,
                        candidate,
                        unusable,
                    }
                );
                return connection.QuerySingle<byte[]>("SELECT sealed FROM sealed_key WHERE name = @name", new { name });
            },
            cancellation
        );

    public Task<TokenRecord?> FindActiveTokenAsync(DeviceId device, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection
                    .QuerySingleOrDefault<TokenRow>(
                        $"SELECT {TokenRow.Columns} FROM token t WHERE t.device_id = @Value AND t.state = 'Active'",
                        new { device.Value }
                    )
                    ?.ToToken(),
            cancellation
        );

    public Task<ProvisioningSession?> FindSessionAsync(ProvisioningSessionId id, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection
                    .QuerySingleOrDefault<SessionRow>(
                        $"SELECT {SessionRow.Columns} FROM provisioning_session s WHERE s.id = @Value",
                        new { id.Value }
                    )
                    ?.ToSession(),
            cancellation
        );

    public Task<IReadOnlyList<ProvisioningSession>> ListSessionsAsync(
        OrganisationId organisation,
        SessionQuery query,
        ProvisioningSessionId? before,
        CancellationToken cancellation
    )
    {
        var condition = new StringBuilder("s.organisation_id = @Organisation AND s.id < @Before");
        if (query.Owner is not null)
            condition.Append(" AND s.owner_id = @Owner");
        if (query.State is not null)
            condition.Append(" AND s.state = @State");
        if (query.Device is not null)
            condition.Append(" AND s.device_id = @Device");
        if (query.Template is not null)
            condition.Append(" AND s.template_id = @Template");
        if (query.Cause is not null)
            condition.Append(" AND s.cause = @Cause");
        if (query.FirmwareVersion is not null)
            condition.Append(" AND s.firmware_version = @FirmwareVersion");
        return ListAsync(
            $"{condition} ORDER BY s.id DESC LIMIT @Limit",
            new
            {
                Organisation = organisation.Value,
                Before = before?.Value ?? long.MaxValue,
                State = query.State?.ToString(),
                Device = query.Device?.Value,
                Owner = query.Owner?.Value,
                Template = query.Template?.Value,
                query.Cause,
                query.FirmwareVersion,
                Limit = query.Limit + 1,
            },
            cancellation
        );
    }

    public Task<ProvisioningStatistics> ReadStatisticsAsync(
        OrganisationId organisation,
        StatisticsQuery query,
        CancellationToken cancellation
    ) => database.ReadAsync(connection => SessionStatistics.Read(connection, organisation, query), cancellation);

    public Task<IReadOnlyList<ProvisioningSession>> ListOverdueAsync(
        DateTimeOffset now,
        int limit,
        CancellationToken cancellation
    ) =>
        ListAsync(
            "s.state = 'Pending' AND s.expires_at <= @Now ORDER BY s.expires_at, s.id LIMIT @limit",
            new { Now = StoredTime.From(now), limit },
            cancellation
        );

    public void Dispose()
    {
        _deviceIds.Dispose();
        _sessionIds.Dispose();
    }

    private Task<IReadOnlyList<ProvisioningSession>> ListAsync(
        string condition,
        object parameters,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<ProvisioningSession>>(
            connection =>
                connection
                    .Query<SessionRow>(
                        $"SELECT {SessionRow.Columns} FROM provisioning_session s WHERE {condition}",
                        parameters
                    )
                    .Select(row => row.ToSession())
                    .ToList(),
            cancellation
        );

    // One statement, so that token, session and device are of one moment.
    private static void EndIfPending(DbConnection connection, SessionRow ended)
    {
        if (connection.Execute($"{SessionRow.Update} AND state = 'Pending'", ended) == 1)
            connection.Execute(RevokeTokenOfSession, new { ended.Id });
    }

    private static bool Activate(DbConnection connection, SessionRow session, DeviceRow device)
    {
        // The token and the device of a re-provisioning are gone when the device was deleted meanwhile.
        const string tokenWaits = "EXISTS (SELECT 1 FROM token WHERE session_id = @Id AND state = 'Pending')";
        const string deviceExists = "EXISTS (SELECT 1 FROM device WHERE id = @Device)";
        var condition = session.IsReprovisioning ? $"{tokenWaits} AND {deviceExists}" : tokenWaits;
        if (connection.Execute($"{SessionRow.Update} AND state = 'Pending' AND {condition}", session) == 0)
            return false;
        connection.Execute(
            """
            UPDATE token SET state = 'Revoked' WHERE device_id = @Device AND session_id IS DISTINCT FROM @Id AND state <> 'Revoked';
            UPDATE token SET state = 'Active' WHERE session_id = @Id;
            """,
            session
        );
        if (session.IsReprovisioning)
            connection.Execute("UPDATE device SET hardware = @Hardware WHERE id = @Id", device);
        else
            connection.Execute(DeviceRow.Insert, device);
        return true;
    }
}
