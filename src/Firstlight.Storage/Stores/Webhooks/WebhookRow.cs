using System.Text.Json;
using Firstlight.Core;
using Firstlight.Storage.Engine;
using Firstlight.Webhooks;

namespace Firstlight.Storage.Stores;

/// <summary>A webhook as the database holds it.</summary>
internal sealed class WebhookRow
{
    /// <summary>The columns of a webhook <c>w</c>, without its counts.</summary>
    public const string Columns = """
        w.id AS Id, w.organisation_id AS Organisation, w.name AS Name, w.url AS Url, w.triggers AS Triggers,
        w.template_id AS Template, w.pin AS Pin, w.event_codes AS EventCodes, w.includes_below AS IncludesBelow,
        w.content AS Content, w.body AS Body, w.headers AS Headers, w.requests_per_minute AS RequestsPerMinute,
        w.created_by AS CreatedBy, w.created_at AS CreatedAt, w.enabled AS Enabled, w.secrets AS Secrets,
        w.last_success_at AS LastSuccessAt, w.failing_since AS FailingSince, w.last_failure AS LastFailure,
        w.disabled_because AS DisabledBecause, w.lost AS Lost
        """;

    /// <summary>A webhook with the counts of what waits and what is dead.</summary>
    public const string Select = $"""
        SELECT {Columns},
            (SELECT COUNT(*) FROM webhook_delivery q WHERE q.webhook_id = w.id AND q.state IN ('Waiting', 'Sending')) AS Waiting,
            (SELECT COUNT(*) FROM webhook_delivery q WHERE q.webhook_id = w.id AND q.state = 'Dead') AS Dead
        FROM webhook w
        """;

    public const string Insert = """
        INSERT INTO webhook (organisation_id, name, url, triggers, template_id, pin, event_codes, includes_below, content, body,
            headers, requests_per_minute, created_by, created_at, enabled, secrets)
        VALUES (@Organisation, @Name, @Url, @Triggers, @Template, @Pin, @EventCodes, @IncludesBelow, @Content, @Body,
            @Headers, @RequestsPerMinute, @CreatedBy, @CreatedAt, @Enabled, @Secrets)
        RETURNING id
        """;

    public const string Update = """
        UPDATE webhook SET name = @Name, url = @Url, triggers = @Triggers, template_id = @Template, pin = @Pin,
            event_codes = @EventCodes, includes_below = @IncludesBelow, content = @Content, body = @Body, headers = @Headers,
            requests_per_minute = @RequestsPerMinute, secrets = @Secrets, enabled = @Enabled,
            failing_since = CASE WHEN @Enabled AND NOT enabled THEN NULL ELSE failing_since END,
            disabled_because = CASE WHEN @Enabled THEN NULL ELSE disabled_because END
        WHERE id = @Id
        """;

    public long Id { get; init; }

    public long Organisation { get; init; }

    public string Name { get; init; } = "";

    public string Url { get; init; } = "";

    public int Triggers { get; init; }

    public string? Template { get; init; }

    public long? Pin { get; init; }

    public string EventCodes { get; init; } = "";

    public bool IncludesBelow { get; init; }

    public string Content { get; init; } = "";

    public string? Body { get; init; }

    public string Headers { get; init; } = "";

    public int RequestsPerMinute { get; init; }

    public long? CreatedBy { get; init; }

    public long CreatedAt { get; init; }

    public bool Enabled { get; init; }

    public string Secrets { get; init; } = "";

    public long? LastSuccessAt { get; init; }

    public long? FailingSince { get; init; }

    public string? LastFailure { get; init; }

    public string? DisabledBecause { get; init; }

    public long Waiting { get; init; }

    public long Dead { get; init; }

    public long Lost { get; init; }

    public static WebhookRow From(Webhook webhook) =>
        new()
        {
            Id = webhook.Id.Value,
            Organisation = webhook.Organisation.Value,
            Name = webhook.Name,
            Url = webhook.Url.OriginalString,
            Triggers = (int)webhook.Interest.Triggers,
            Template = webhook.Interest.Template?.Value,
            Pin = webhook.Interest.Pin?.Number,
            EventCodes = JsonSerializer.Serialize(webhook.Interest.EventCodes, StorageJson.Default.IReadOnlyListString),
            IncludesBelow = webhook.Interest.IncludesBelow,
            Content = webhook.Request.Content.ToString(),
            Body = webhook.Request.Body,
            Headers = JsonSerializer.Serialize(webhook.Request.Headers, StorageJson.Default.IReadOnlyListWebhookHeader),
            RequestsPerMinute = webhook.RequestsPerMinute,
            CreatedBy = webhook.CreatedBy?.Value,
            CreatedAt = StoredTime.From(webhook.CreatedAt),
            Enabled = webhook.Enabled,
            Secrets = JsonSerializer.Serialize(webhook.Secrets, StorageJson.Default.IReadOnlyListSigningSecret),
        };

    public WebhookInterest ToInterest() =>
        new(
            (WebhookTriggers)Triggers,
            Template is null ? null : TemplateRow.ReadId(Template),
            Pin is { } pin ? new VirtualPin((byte)pin) : null,
            JsonSerializer.Deserialize(EventCodes, StorageJson.Default.IReadOnlyListString)!,
            IncludesBelow
        );

    public Webhook ToWebhook() =>
        new(
            new WebhookId(Id),
            new OrganisationId(Organisation),
            Name,
            new Uri(Url),
            ToInterest(),
            new WebhookRequest(
                Enum.Parse<WebhookContent>(Content),
                Body,
                JsonSerializer.Deserialize(Headers, StorageJson.Default.IReadOnlyListWebhookHeader)!
            ),
            RequestsPerMinute,
            CreatedBy is { } person ? new UserId(person) : null,
            StoredTime.Read(CreatedAt),
            Enabled,
            JsonSerializer.Deserialize(Secrets, StorageJson.Default.IReadOnlyListSigningSecret)!,
            new WebhookHealth(
                StoredTime.Read(LastSuccessAt),
                StoredTime.Read(FailingSince),
                LastFailure,
                DisabledBecause,
                (int)Waiting,
                (int)Dead,
                Lost
            )
        );
}
