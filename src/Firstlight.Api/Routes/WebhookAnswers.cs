using Firstlight.Webhooks;

namespace Firstlight.Api;

/// <param name="Headers">The names of the user's own headers.</param>
/// <param name="Secrets">The newest first.</param>
internal sealed record WebhookAnswer(
    long Id,
    string Name,
    string Url,
    IReadOnlyList<string> Triggers,
    string? TemplateId,
    int? Pin,
    IReadOnlyList<string> EventCodes,
    bool IncludesBelow,
    WebhookContent Content,
    string? Body,
    IReadOnlyList<string> Headers,
    int RequestsPerMinute,
    bool Enabled,
    long? CreatedBy,
    DateTimeOffset CreatedAt,
    IReadOnlyList<WebhookSecretAnswer> Secrets,
    WebhookHealthAnswer Health
)
{
    public static WebhookAnswer Of(Webhook webhook) =>
        new(
            webhook.Id.Value,
            webhook.Name,
            webhook.Url.OriginalString,
            WebhookTriggerWords.Of(webhook.Interest.Triggers),
            webhook.Interest.Template?.Value,
            webhook.Interest.Pin?.Number,
            webhook.Interest.EventCodes,
            webhook.Interest.IncludesBelow,
            webhook.Request.Content,
            webhook.Request.Body,
            [.. webhook.Request.Headers.Select(header => header.Name)],
            webhook.RequestsPerMinute,
            webhook.Enabled,
            webhook.CreatedBy?.Value,
            webhook.CreatedAt,
            [.. webhook.Secrets.Select(secret => new WebhookSecretAnswer(secret.CreatedAt, secret.ExpiresAt))],
            WebhookHealthAnswer.Of(webhook.Health)
        );
}

/// <param name="ExpiresAt">From when messages are not signed with it any more.</param>
internal sealed record WebhookSecretAnswer(DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <param name="FailingSince">Since when the receiver took nothing; null when it took the last message.</param>
/// <param name="DisabledBecause">Why the cloud switched it off.</param>
/// <param name="Waiting">Messages on their way.</param>
/// <param name="DeadLetters">Messages that were given up and are kept.</param>
/// <param name="Lost">Messages that found no place.</param>
internal sealed record WebhookHealthAnswer(
    DateTimeOffset? LastSuccessAt,
    DateTimeOffset? FailingSince,
    string? LastFailure,
    string? DisabledBecause,
    int Waiting,
    int DeadLetters,
    long Lost
)
{
    public static WebhookHealthAnswer Of(WebhookHealth health) =>
        new(
            health.LastSuccessAt,
            health.FailingSince,
            health.LastFailure,
            health.DisabledBecause,
            health.Waiting,
            health.Dead,
            health.Lost
        );
}

/// <summary>A class, not a record: a record would print its secret.</summary>
internal sealed class IssuedWebhookAnswer(WebhookAnswer webhook, string secret)
{
    public WebhookAnswer Webhook { get; } = webhook;

    /// <summary>Shown this once: what messages are signed with.</summary>
    public string Secret { get; } = secret;

    public static IssuedWebhookAnswer Of(IssuedWebhook issued) => new(WebhookAnswer.Of(issued.Webhook), issued.Secret);
}

/// <param name="Succeeded">The receiver answered 2xx.</param>
/// <param name="Status">Its HTTP status; null when it did not answer.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Answer">The first characters of its answer.</param>
internal sealed record WebhookTrialAnswer(
    bool Succeeded,
    int? Status,
    string? Reason,
    int ElapsedMilliseconds,
    string Answer
)
{
    public static WebhookTrialAnswer Of(WebhookTrial trial) =>
        new(trial.Succeeded, trial.Status, trial.Reason, (int)trial.Elapsed.TotalMilliseconds, trial.Answer);
}

/// <param name="MessageId">What the receiver tells it by: its <c>webhook-id</c>.</param>
/// <param name="Type">What happened.</param>
/// <param name="At">When it happened.</param>
/// <param name="NextAttemptAt">When it is tried next; of one that waits.</param>
/// <param name="Skipped">Older values that this one replaced while it waited.</param>
/// <param name="EndedAt">When it was taken or given up.</param>
internal sealed record WebhookDeliveryAnswer(
    long Id,
    string MessageId,
    string Type,
    DateTimeOffset At,
    long DeviceId,
    string DeviceName,
    string? Detail,
    DeliveryState State,
    int Attempts,
    int Skipped,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? EndedAt,
    int? Status,
    string? Reason,
    int? ElapsedMilliseconds
)
{
    public static WebhookDeliveryAnswer Of(WebhookDelivery delivery) =>
        new(
            delivery.Id,
            delivery.MessageId,
            delivery.Event.Type,
            delivery.Event.At,
            delivery.Event.Device.Id,
            delivery.Event.Device.Name,
            DetailOf(delivery.Event),
            delivery.State,
            delivery.Attempts,
            delivery.Skipped,
            delivery.State == DeliveryState.Waiting ? delivery.NextAt : null,
            delivery.EndedAt,
            delivery.Status,
            delivery.Reason,
            delivery.Elapsed is { } elapsed ? (int)elapsed.TotalMilliseconds : null
        );

    private static string? DetailOf(WebhookEvent what) =>
        what.Type switch
        {
            WebhookEventTypes.Datastream => $"V{what.Pin} = {what.Value}",
            WebhookEventTypes.Event => what.Code,
            WebhookEventTypes.Activated => what.Method,
            _ => null,
        };
}
