using System.Globalization;
using System.Net;
using Firstlight.Accounts;
using Firstlight.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Webhooks;

/// <summary>Carries one message to its receiver and writes down how it went.</summary>
internal sealed class Courier(
    IWebhookStore store,
    Sender sender,
    Lanes lanes,
    IAuditLog audit,
    IAdministratorMail mail,
    WebhookMetrics metrics,
    IRandomSource random,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<Courier> logger
)
{
    public async Task CarryAsync(TakenDelivery taken, CancellationToken stopping)
    {
        var (delivery, webhook) = taken;
        using var span = metrics.Begin(taken);
        var attempt = await AttemptAsync(delivery, webhook, stopping);
        var now = time.GetUtcNow();
        var settlement = BackOff.Settle(delivery, attempt, options.Value, random, now);
        metrics.Ended(span, attempt, settlement.State);
        if (settlement.State != DeliveryState.Delivered)
            Log.NotTaken(logger, webhook.Id, delivery.Id, delivery.Attempts, settlement.State, attempt.Reason!);
        var failingSince = await SettleAsync(delivery, settlement, stopping);
        if (attempt.Status == (int)HttpStatusCode.Gone)
            await DisableAsync(webhook, "The receiver answered 410 Gone: it wants no more messages.", stopping);
        else if (failingSince is { } since && now - since >= options.Value.DisableAfter)
            await DisableAsync(webhook, $"No message was taken since {Words(since)}.", stopping);
        // Only now may the next one begin: the store knows what became of this one.
        lanes.End(webhook.Id, attempt.Succeeded, now, BackOff.Asked(attempt, options.Value));
    }

    private async Task<Attempt> AttemptAsync(WebhookDelivery delivery, Webhook webhook, CancellationToken stopping)
    {
        try
        {
            var body = Bodies.Make(webhook.Request, delivery.Event, delivery.Skipped);
            return await sender.SendAsync(webhook, delivery.MessageId, body, stopping);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            // Our own mistake: the message goes the way of every failure, so that it is neither stuck nor forgotten.
            Log.AttemptFaulted(logger, webhook.Id, fault);
            return new Attempt(false, null, "The cloud could not make this request.", TimeSpan.Zero, "", null);
        }
    }

    private async Task<DateTimeOffset?> SettleAsync(
        WebhookDelivery delivery,
        Settlement settlement,
        CancellationToken stopping
    )
    {
        while (true)
        {
            try
            {
                return await store.SettleAsync(delivery, settlement, stopping);
            }
            catch (StorageUnavailableException fault)
            {
                // Told again after a restart at worst; while the store is away nothing else of this webhook is sent.
                Log.StoreAway(logger, fault);
                await Task.Delay(Dispatcher.StoragePause, time, stopping);
            }
        }
    }

    private async Task DisableAsync(Webhook webhook, string reason, CancellationToken stopping)
    {
        try
        {
            if (!await store.DisableAsync(webhook.Id, time.GetUtcNow(), reason, stopping))
                return;
            Log.Disabled(logger, webhook.Id, reason);
            await audit.RecordAsync(
                actor: null,
                webhook.Organisation,
                AuditActions.WebhookDisabled,
                $"webhook/{webhook.Id}",
                remoteAddress: null,
                stopping
            );
            await mail.TellAsync(
                webhook.Organisation,
                Permissions.ManageWebhooks,
                SwitchedOffNotice.Of(webhook, reason),
                stopping
            );
        }
        catch (StorageUnavailableException fault)
        {
            // The next failure tries again.
            Log.StoreAway(logger, fault);
        }
    }

    private static string Words(DateTimeOffset at) => at.ToString("u", CultureInfo.InvariantCulture);
}
