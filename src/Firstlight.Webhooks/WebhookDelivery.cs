namespace Firstlight.Webhooks;

/// <summary>Where a message stands.</summary>
public enum DeliveryState
{
    /// <summary>It waits for its first or next attempt.</summary>
    Waiting,

    /// <summary>It is under way.</summary>
    Sending,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>It was given up: a dead letter.</summary>
    Dead,
}

/// <summary>One message on its way to one webhook.</summary>
/// <param name="Id">Its number; never given again.</param>
/// <param name="Webhook">To whom.</param>
/// <param name="Event">What it says.</param>
/// <param name="State">Where it stands.</param>
/// <param name="QueuedAt">Since when it waits; sending a dead letter again begins anew.</param>
/// <param name="NextAt">When it is tried at the earliest; later for one behind another of its device.</param>
/// <param name="Attempts">How often it was tried since <paramref name="QueuedAt"/>.</param>
/// <param name="Skipped">Older values of the same datastream that it replaced while it waited.</param>
/// <param name="EndedAt">When it was taken or given up.</param>
/// <param name="Status">The receiver's last HTTP status.</param>
/// <param name="Reason">Why the last attempt failed.</param>
/// <param name="Elapsed">How long the last attempt took.</param>
public sealed record WebhookDelivery(
    long Id,
    WebhookId Webhook,
    WebhookEvent Event,
    DeliveryState State,
    DateTimeOffset QueuedAt,
    DateTimeOffset NextAt,
    int Attempts,
    int Skipped,
    DateTimeOffset? EndedAt,
    int? Status,
    string? Reason,
    TimeSpan? Elapsed
)
{
    /// <summary>Messages that wait for one webhook; further ones become dead letters at once.</summary>
    public const int WaitingMax = 1_000;

    /// <summary>Dead letters that are kept for one webhook; further ones are only counted.</summary>
    public const int DeadMax = 1_000;

    /// <summary>Delivered messages that are kept for one webhook; the oldest go.</summary>
    public const int DeliveredMax = 100;

    /// <summary>What the receiver tells it by: the same in every attempt.</summary>
    public string MessageId => $"msg_{Webhook.Value}_{Id}";
}
