using Dapper;
using Firstlight.Core;
using Firstlight.Storage.Engine;
using Firstlight.Webhooks;

namespace Firstlight.Storage.Stores;

/// <summary>Webhooks and the messages that wait for them.</summary>
internal sealed partial class WebhookStore(IDatabase database, WebhookBell bell) : IWebhookStore
{
    /// <summary>Removes the webhooks of an organisation <c>@Value</c> with their messages.</summary>
    public const string DeleteOfOrganisation = """
        DELETE FROM webhook_delivery WHERE webhook_id IN (SELECT id FROM webhook WHERE organisation_id = @Value);
        DELETE FROM webhook WHERE organisation_id = @Value;
        """;

    public async Task<WebhookId> InsertAsync(Webhook webhook, CancellationToken cancellation)
    {
        var row = WebhookRow.From(webhook);
        return new WebhookId(
            await database.WriteAsync(
                connection => connection.ExecuteScalar<long>(WebhookRow.Insert, row),
                cancellation
            )
        );
    }

    public async Task UpdateAsync(Webhook webhook, CancellationToken cancellation)
    {
        var row = WebhookRow.From(webhook);
        await database.WriteAsync(connection => connection.Execute(WebhookRow.Update, row), cancellation);
        bell.Ring();
    }

    public Task DeleteAsync(WebhookId webhook, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    """
                    DELETE FROM webhook_delivery WHERE webhook_id = @Value;
                    DELETE FROM webhook WHERE id = @Value;
                    """,
                    new { webhook.Value }
                ),
            cancellation
        );

    public Task<IReadOnlyList<Webhook>> ListAsync(OrganisationId organisation, CancellationToken cancellation) =>
        QueryAsync("w.organisation_id = @Value ORDER BY w.id", new { organisation.Value }, cancellation);

    public async Task<Webhook?> FindAsync(WebhookId webhook, CancellationToken cancellation) =>
        (await QueryAsync("w.id = @Value", new { webhook.Value }, cancellation)).SingleOrDefault();

    public Task<IReadOnlyList<WebhookDelivery>> ListDeliveriesAsync(
        WebhookId webhook,
        DeliveryState? state,
        long? before,
        int limit,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<WebhookDelivery>>(
            connection =>
                connection
                    .Query<WebhookDeliveryRow>(
                        $"""
                        SELECT {WebhookDeliveryRow.Columns} FROM webhook_delivery
                        WHERE webhook_id = @Value AND id < @Before AND (@State IS NULL OR state = @State)
                        ORDER BY id DESC LIMIT @limit
                        """,
                        new
                        {
                            webhook.Value,
                            Before = before ?? long.MaxValue,
                            State = state?.ToString(),
                            limit,
                        }
                    )
                    .Select(row => row.ToDelivery())
                    .ToList(),
            cancellation
        );

    public async Task<int> SendAgainAsync(
        WebhookId webhook,
        long? delivery,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var count = await database.WriteAsync(
            connection =>
                connection.Execute(
                    """
                    UPDATE webhook_delivery
                    SET state = 'Waiting', attempts = 0, queued_at = @Now, next_at = @Now, ended_at = NULL
                    WHERE id IN (
                        SELECT id FROM webhook_delivery
                        WHERE webhook_id = @Value AND state = 'Dead' AND (@delivery IS NULL OR id = @delivery)
                        ORDER BY id
                        LIMIT (
                            SELECT CASE WHEN COUNT(*) < @WaitingMax THEN @WaitingMax - COUNT(*) ELSE 0 END
                            FROM webhook_delivery WHERE webhook_id = @Value AND state = 'Waiting'
                        )
                    )
                    """,
                    new
                    {
                        webhook.Value,
                        delivery,
                        Now = StoredTime.From(now),
                        WebhookDelivery.WaitingMax,
                    }
                ),
            cancellation
        );
        bell.Ring();
        return count;
    }

    public Task<int> DeleteDeadAsync(WebhookId webhook, long? delivery, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                if (delivery is null)
                    connection.Execute("UPDATE webhook SET lost = 0 WHERE id = @Value", new { webhook.Value });
                return connection.Execute(
                    """
                    DELETE FROM webhook_delivery
                    WHERE webhook_id = @Value AND state = 'Dead' AND (@delivery IS NULL OR id = @delivery)
                    """,
                    new { webhook.Value, delivery }
                );
            },
            cancellation
        );

    private Task<IReadOnlyList<Webhook>> QueryAsync(
        string condition,
        object parameters,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<Webhook>>(
            connection =>
                connection
                    .Query<WebhookRow>($"{WebhookRow.Select} WHERE {condition}", parameters)
                    .Select(row => row.ToWebhook())
                    .ToList(),
            cancellation
        );
}
