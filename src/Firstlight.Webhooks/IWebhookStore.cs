using Firstlight.Core;

namespace Firstlight.Webhooks;

/// <summary>
/// What webhooks need from the database. Messages are queued by the store itself, in the commit that stores what happened (docs/decisions/0036).
/// Every change is durable when its task ends. Any fault is a <see cref="StorageUnavailableException"/>.
/// </summary>
public interface IWebhookStore
{
    /// <summary>Stores a webhook and answers its number.</summary>
    Task<WebhookId> InsertAsync(Webhook webhook, CancellationToken cancellation);

    /// <summary>Everything but <see cref="Webhook.Health"/>; enabling one forgets that it failed.</summary>
    Task UpdateAsync(Webhook webhook, CancellationToken cancellation);

    /// <summary>With its messages.</summary>
    Task DeleteAsync(WebhookId webhook, CancellationToken cancellation);

    /// <summary>The webhooks of an organisation by ascending number.</summary>
    Task<IReadOnlyList<Webhook>> ListAsync(OrganisationId organisation, CancellationToken cancellation);

    /// <summary>The webhook, or null.</summary>
    Task<Webhook?> FindAsync(WebhookId webhook, CancellationToken cancellation);

    /// <summary>Messages of a webhook by descending number, before <paramref name="before"/>.</summary>
    Task<IReadOnlyList<WebhookDelivery>> ListDeliveriesAsync(
        WebhookId webhook,
        DeliveryState? state,
        long? before,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>Puts dead letters back into the queue, as far as it has room: one, or with null the oldest ones. Answers how many.</summary>
    Task<int> SendAgainAsync(WebhookId webhook, long? delivery, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Removes dead letters: one, or with null all of them and the count of lost messages. Answers how many.</summary>
    Task<int> DeleteDeadAsync(WebhookId webhook, long? delivery, CancellationToken cancellation);

    /// <summary>At start nothing is under way: what was waits again.</summary>
    Task ResumeAsync(CancellationToken cancellation);

    /// <summary>The enabled webhooks for which something waits, and until when at the earliest.</summary>
    Task<IReadOnlyList<DueWebhook>> ListDueAsync(CancellationToken cancellation);

    /// <summary>Takes the first message that is due, as under way; null when there is none or the webhook is disabled.</summary>
    Task<TakenDelivery?> TakeAsync(WebhookId webhook, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>How an attempt went. Messages of the same device do not overtake one that waits. Answers since when the webhook fails.</summary>
    Task<DateTimeOffset?> SettleAsync(WebhookDelivery delivery, Settlement settlement, CancellationToken cancellation);

    /// <summary>Switches a webhook off for a reason; what waits becomes dead letters. False when it was off already.</summary>
    Task<bool> DisableAsync(WebhookId webhook, DateTimeOffset at, string reason, CancellationToken cancellation);

    /// <summary>Ends when messages were queued, or webhooks changed, since the last call ended.</summary>
    Task WhenQueuedAsync(CancellationToken cancellation);
}

/// <summary>A webhook for which something waits.</summary>
public sealed record DueWebhook(WebhookId Webhook, int RequestsPerMinute, DateTimeOffset At);

/// <summary>A message with its webhook.</summary>
public sealed record TakenDelivery(WebhookDelivery Delivery, Webhook Webhook);

/// <summary>How an attempt went.</summary>
/// <param name="State"><see cref="DeliveryState.Delivered"/>, <see cref="DeliveryState.Dead"/>, or <see cref="DeliveryState.Waiting"/> for another attempt.</param>
/// <param name="At">When.</param>
/// <param name="NextAt">When the next attempt is.</param>
/// <param name="Status">The receiver's status.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record Settlement(
    DeliveryState State,
    DateTimeOffset At,
    DateTimeOffset NextAt,
    int? Status,
    string? Reason,
    TimeSpan Elapsed
);
