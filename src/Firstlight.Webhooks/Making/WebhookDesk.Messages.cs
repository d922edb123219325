using System.Globalization;
using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Webhooks;

/// <summary>What was sent, what was not, and trying it out.</summary>
internal sealed partial class WebhookDesk
{
    private const int TrialBytes = 8;

    public async Task<Outcome<WebhookTrial>> TryOutAsync(
        PersonActor actor,
        WebhookId webhook,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(actor.Organisation, webhook, cancellation) is not { } known)
            return WebhookRules.NotFound(webhook);
        if (!lanes.TryBegin(webhook, known.RequestsPerMinute, out _))
            return WebhookRules.Busy;
        var succeeded = false;
        try
        {
            var body = Bodies.Make(known.Request, Sample(known), skipped: 0);
            var attempt = await sender.SendAsync(known, TrialId(), body, cancellation);
            succeeded = attempt.Succeeded;
            await NoteAsync(actor, AuditActions.WebhookTested, webhook, cancellation);
            return new WebhookTrial(attempt.Succeeded, attempt.Status, attempt.Reason, attempt.Elapsed, attempt.Answer);
        }
        finally
        {
            // A trial that fails says nothing about what waits: no pause follows.
            if (succeeded)
                lanes.End(webhook, succeeded: true, time.GetUtcNow());
            else
                lanes.Release(webhook);
        }
    }

    public async Task<Outcome<DeliveryPage>> ListDeliveriesAsync(
        OrganisationId organisation,
        WebhookId webhook,
        DeliveryState? state,
        long? before,
        int limit,
        CancellationToken cancellation
    )
    {
        if (limit is < 1 or > IWebhooks.PageMax)
            return Refusal.Invalid("limit", $"The limit is between 1 and {IWebhooks.PageMax}.");
        if (await FindAsync(organisation, webhook, cancellation) is null)
            return WebhookRules.NotFound(webhook);
        var found = await store.ListDeliveriesAsync(webhook, state, before, limit + 1, cancellation);
        return found.Count <= limit
            ? new DeliveryPage(found, Next: null)
            : new DeliveryPage([.. found.Take(limit)], found[limit - 1].Id);
    }

    public async Task<Outcome<int>> SendAgainAsync(
        PersonActor actor,
        WebhookId webhook,
        long? delivery,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(actor.Organisation, webhook, cancellation) is null)
            return WebhookRules.NotFound(webhook);
        var count = await store.SendAgainAsync(webhook, delivery, time.GetUtcNow(), cancellation);
        if (count == 0 && delivery is { } asked)
            return WebhookRules.NoDelivery(asked);
        if (count > 0)
            await NoteAsync(actor, AuditActions.WebhookSentAgain, webhook, cancellation);
        return count;
    }

    public async Task<Outcome<int>> DeleteDeadAsync(
        PersonActor actor,
        WebhookId webhook,
        long? delivery,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(actor.Organisation, webhook, cancellation) is null)
            return WebhookRules.NotFound(webhook);
        var count = await store.DeleteDeadAsync(webhook, delivery, cancellation);
        if (count == 0 && delivery is { } asked)
            return WebhookRules.NoDelivery(asked);
        if (count > 0)
            await NoteAsync(actor, AuditActions.WebhookDeadDeleted, webhook, cancellation);
        return count;
    }

    private string TrialId()
    {
        Span<byte> bytes = stackalloc byte[TrialBytes];
        random.Fill(bytes);
        return string.Create(CultureInfo.InvariantCulture, $"msg_test_{Convert.ToHexStringLower(bytes)}");
    }

    private WebhookEvent Sample(Webhook webhook)
    {
        var now = time.GetUtcNow();
        var device = new EventDevice(
            0,
            "Example device",
            webhook.Interest.Template?.Value ?? "TMPLexample0",
            "Example template",
            webhook.Organisation.Value,
            "Example organisation",
            now
        );
        return new WebhookEvent(WebhookEventTypes.Test, now, device)
        {
            Pin = webhook.Interest.Pin?.Number ?? 0,
            Datastream = "Example",
            Value = "21.5",
            Code = webhook.Interest.EventCodes.FirstOrDefault("example"),
            Description = "You asked Firstlight to try this webhook.",
        };
    }
}
