using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Webhooks;

/// <summary>The webhooks of an organisation, for those who run it. The caller has checked the right; others' webhooks are not found.</summary>
public interface IWebhooks
{
    /// <summary>The longest that the secret before is still signed with after a new one was made: 30 days.</summary>
    public static readonly TimeSpan OverlapMax = TimeSpan.FromDays(30);

    /// <summary>The most messages that one page holds.</summary>
    public const int PageMax = 200;

    /// <summary>By ascending number.</summary>
    Task<IReadOnlyList<Webhook>> ListAsync(OrganisationId organisation, CancellationToken cancellation);

    /// <summary>The webhook, or null when it is not of that organisation.</summary>
    Task<Webhook?> FindAsync(OrganisationId organisation, WebhookId webhook, CancellationToken cancellation);

    /// <summary>Makes a webhook in the actor's organisation. Refuses an address, headers, a body or filters that cannot work.</summary>
    Task<Outcome<IssuedWebhook>> CreateAsync(PersonActor actor, WebhookDraft draft, CancellationToken cancellation);

    /// <summary>Changes what is not null.</summary>
    Task<Outcome<Webhook>> ChangeAsync(
        PersonActor actor,
        WebhookId webhook,
        WebhookDraft draft,
        CancellationToken cancellation
    );

    /// <summary>Makes a new secret; for <paramref name="overlap"/> messages are signed with the one before, too.</summary>
    Task<Outcome<IssuedWebhook>> RotateAsync(
        PersonActor actor,
        WebhookId webhook,
        TimeSpan overlap,
        CancellationToken cancellation
    );

    /// <summary>Removes the webhook with all its messages.</summary>
    Task<Outcome<Done>> DeleteAsync(PersonActor actor, WebhookId webhook, CancellationToken cancellation);

    /// <summary>Sends one message at once, beside the queue, and tells how it went. Counts for the webhook's rate.</summary>
    Task<Outcome<WebhookTrial>> TryOutAsync(PersonActor actor, WebhookId webhook, CancellationToken cancellation);

    /// <summary>Messages, newest first.</summary>
    Task<Outcome<DeliveryPage>> ListDeliveriesAsync(
        OrganisationId organisation,
        WebhookId webhook,
        DeliveryState? state,
        long? before,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>Puts one dead letter, or with null as many as the queue has room for, back into the queue. Answers how many.</summary>
    Task<Outcome<int>> SendAgainAsync(
        PersonActor actor,
        WebhookId webhook,
        long? delivery,
        CancellationToken cancellation
    );

    /// <summary>Removes one dead letter, or with null all. Answers how many.</summary>
    Task<Outcome<int>> DeleteDeadAsync(
        PersonActor actor,
        WebhookId webhook,
        long? delivery,
        CancellationToken cancellation
    );
}

/// <summary>What is said about a webhook; null leaves it as it is.</summary>
public sealed record WebhookDraft
{
    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>Where to post to.</summary>
    public string? Url { get; init; }

    /// <summary>What it hears of.</summary>
    public WebhookInterest? Interest { get; init; }

    /// <summary>What its body is.</summary>
    public WebhookContent? Content { get; init; }

    /// <summary>A text with placeholders; empty for our own JSON.</summary>
    public string? Body { get; init; }

    /// <summary>All its headers by name: one with an empty value keeps the value it has, one that is missing goes.</summary>
    public IReadOnlyDictionary<string, string?>? Headers { get; init; }

    /// <summary>How often it is called.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>False stops it.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Redacted: headers hold secrets.</summary>
    public override string ToString() => "webhook draft";
}

/// <summary>A webhook with its new secret, which is shown this once.</summary>
public sealed record IssuedWebhook(Webhook Webhook, string Secret)
{
    /// <summary>Redacted.</summary>
    public override string ToString() => $"webhook {Webhook.Id} with a new secret";
}

/// <summary>How an attempt to reach a receiver went.</summary>
/// <param name="Succeeded">The receiver answered 2xx.</param>
/// <param name="Status">Its status; null when there was no answer.</param>
/// <param name="Reason">Why it failed, in a sentence.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Answer">The first characters of what it answered.</param>
public sealed record WebhookTrial(bool Succeeded, int? Status, string? Reason, TimeSpan Elapsed, string Answer);

/// <summary>A page of messages, newest first.</summary>
/// <param name="Items">The messages.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record DeliveryPage(IReadOnlyList<WebhookDelivery> Items, long? Next);
