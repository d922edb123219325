using System.Data.Common;
using Dapper;
using Firstlight.Storage.Engine;
using Firstlight.Webhooks;

namespace Firstlight.Storage.Stores;

/// <summary>What the loop that delivers needs.</summary>
internal sealed partial class WebhookStore
{
    private const string Take = $"""
        UPDATE webhook_delivery SET state = 'Sending', taken = 1, attempts = attempts + 1
        WHERE id = (
            SELECT q.id FROM webhook_delivery q JOIN webhook w ON w.id = q.webhook_id
            WHERE q.webhook_id = @Value AND q.state = 'Waiting' AND q.next_at <= @Now AND w.enabled
            ORDER BY q.next_at, q.id LIMIT 1
        )
        RETURNING {WebhookDeliveryRow.Columns}
        """;

    private const string Settle = """
        UPDATE webhook_delivery
        SET state = @State, next_at = @NextAt, status = @Status, reason = @Reason, elapsed = @Elapsed,
            ended_at = CASE WHEN @State = 'Waiting' THEN NULL ELSE @At END
        WHERE id = @Id AND state = 'Sending';
        """;

    private const string NoteHealth = """
        UPDATE webhook
        SET last_success_at = CASE WHEN @Reason IS NULL THEN @At ELSE last_success_at END,
            failing_since = CASE WHEN @Reason IS NULL THEN NULL ELSE coalesce(failing_since, @At) END,
            last_failure = coalesce(@Reason, last_failure)
        WHERE id = @Webhook RETURNING failing_since
        """;

    private const string KeepOrder = """
        UPDATE webhook_delivery SET next_at = @NextAt
        WHERE webhook_id = @Webhook AND state = 'Waiting' AND next_at < @NextAt
            AND device_id = (SELECT device_id FROM webhook_delivery WHERE id = @Id)
        """;

    private const string TrimDelivered = """
        DELETE FROM webhook_delivery WHERE webhook_id = @Webhook AND state = 'Delivered' AND id <= (
            SELECT id FROM webhook_delivery WHERE webhook_id = @Webhook AND state = 'Delivered'
            ORDER BY id DESC LIMIT 1 OFFSET @DeliveredMax
        )
        """;

    // The newest ones stay when there are too many: the oldest are lost, and counted.
    private const string TrimDead = """
        DELETE FROM webhook_delivery WHERE webhook_id = @Webhook AND state = 'Dead' AND id <= (
            SELECT id FROM webhook_delivery WHERE webhook_id = @Webhook AND state = 'Dead'
            ORDER BY id DESC LIMIT 1 OFFSET @DeadMax
        )
        """;

    public Task ResumeAsync(CancellationToken cancellation) =>
        database.WriteAsync(
            connection => connection.Execute("UPDATE webhook_delivery SET state = 'Waiting' WHERE state = 'Sending'"),
            cancellation
        );

    public Task<IReadOnlyList<DueWebhook>> ListDueAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<DueWebhook>>(
            connection =>
                connection
                    .Query<(long Id, int PerMinute, long? At)>(
                        """
                        SELECT w.id, w.requests_per_minute, (
                            SELECT min(q.next_at) FROM webhook_delivery q WHERE q.webhook_id = w.id AND q.state = 'Waiting'
                        ) FROM webhook w WHERE w.enabled ORDER BY 3
                        """
                    )
                    .Where(row => row.At is not null)
                    .Select(row => new DueWebhook(new WebhookId(row.Id), row.PerMinute, StoredTime.Read(row.At!.Value)))
                    .ToList(),
            cancellation
        );

    public Task<TakenDelivery?> TakeAsync(WebhookId webhook, DateTimeOffset now, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                var taken = connection.QuerySingleOrDefault<WebhookDeliveryRow>(
                    Take,
                    new { webhook.Value, Now = StoredTime.From(now) }
                );
                if (taken is null)
                    return null;
                var row = connection.QuerySingle<WebhookRow>(
                    $"SELECT {WebhookRow.Columns} FROM webhook w WHERE w.id = @Value",
                    new { webhook.Value }
                );
                return new TakenDelivery(taken.ToDelivery(), row.ToWebhook());
            },
            cancellation
        );

    public async Task<DateTimeOffset?> SettleAsync(
        WebhookDelivery delivery,
        Settlement settlement,
        CancellationToken cancellation
    )
    {
        var settled = new
        {
            delivery.Id,
            Webhook = delivery.Webhook.Value,
            State = settlement.State.ToString(),
            At = StoredTime.From(settlement.At),
            NextAt = StoredTime.From(settlement.NextAt),
            settlement.Status,
            settlement.Reason,
            Elapsed = settlement.Elapsed.Ticks,
            WebhookDelivery.DeliveredMax,
            WebhookDelivery.DeadMax,
        };
        var failingSince = await database.WriteAsync(
            connection =>
            {
                connection.Execute(Settle, settled);
                if (settlement.State == DeliveryState.Waiting)
                    connection.Execute(KeepOrder, settled);
                else if (settlement.State == DeliveryState.Delivered)
                    connection.Execute(TrimDelivered, settled);
                else
                    CountLost(connection, delivery.Webhook, connection.Execute(TrimDead, settled));
                return connection.ExecuteScalar<long?>(NoteHealth, settled);
            },
            cancellation
        );
        return StoredTime.Read(failingSince);
    }

    public Task<bool> DisableAsync(WebhookId webhook, DateTimeOffset at, string reason, CancellationToken cancellation)
    {
        var disabled = new
        {
            Webhook = webhook.Value,
            At = StoredTime.From(at),
            Reason = reason,
            WebhookDelivery.DeadMax,
        };
        return database.WriteAsync(
            connection =>
            {
                var changed = connection.Execute(
                    "UPDATE webhook SET enabled = FALSE, disabled_because = @Reason WHERE id = @Webhook AND enabled",
                    disabled
                );
                if (changed == 0)
                    return false;
                connection.Execute(
                    """
                    UPDATE webhook_delivery SET state = 'Dead', ended_at = @At, reason = 'The webhook was switched off.'
                    WHERE webhook_id = @Webhook AND state = 'Waiting'
                    """,
                    disabled
                );
                CountLost(connection, webhook, connection.Execute(TrimDead, disabled));
                return true;
            },
            cancellation
        );
    }

    public Task WhenQueuedAsync(CancellationToken cancellation) => bell.WaitAsync(cancellation);

    private static void CountLost(DbConnection connection, WebhookId webhook, int lost)
    {
        if (lost > 0)
            connection.Execute("UPDATE webhook SET lost = lost + @lost WHERE id = @Value", new { lost, webhook.Value });
    }
}
