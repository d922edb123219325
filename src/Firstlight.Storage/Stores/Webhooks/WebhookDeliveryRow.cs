using System.Text.Json;
using Firstlight.Storage.Engine;
using Firstlight.Webhooks;

namespace Firstlight.Storage.Stores;

/// <summary>A message to a webhook as the database holds it.</summary>
internal sealed class WebhookDeliveryRow
{
    public const string Columns = """
        id AS Id, webhook_id AS Webhook, event AS Event, state AS State, queued_at AS QueuedAt, next_at AS NextAt,
        attempts AS Attempts, skipped AS Skipped, ended_at AS EndedAt, status AS Status, reason AS Reason, elapsed AS Elapsed
        """;

    public long Id { get; init; }

    public long Webhook { get; init; }

    public string Event { get; init; } = "";

    public string State { get; init; } = "";

    public long QueuedAt { get; init; }

    public long NextAt { get; init; }

    public int Attempts { get; init; }

    public int Skipped { get; init; }

    public long? EndedAt { get; init; }

    public int? Status { get; init; }

    public string? Reason { get; init; }

    public long? Elapsed { get; init; }

    public WebhookDelivery ToDelivery() =>
        new(
            Id,
            new WebhookId(Webhook),
            JsonSerializer.Deserialize(Event, StorageJson.Default.WebhookEvent)!,
            Enum.Parse<DeliveryState>(State),
            StoredTime.Read(QueuedAt),
            StoredTime.Read(NextAt),
            Attempts,
            Skipped,
            StoredTime.Read(EndedAt),
            Status,
            Reason,
            Elapsed is { } ticks ? TimeSpan.FromTicks(ticks) : null
        );
}
