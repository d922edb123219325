using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>What webhooks were sent, and the dead letters: messages that were given up.</summary>
internal static class WebhookDeliveryRoutes
{
    public static void MapWebhookDeliveries(this IEndpointRouteBuilder api)
    {
        var webhook = api.MapGroup("/webhooks/{id:long}").WithTags("Webhooks");
        webhook
            .MapGet("/deliveries", ListAsync)
            .Requires(Policies.SeesWebhooks)
            .WithSummary("Messages of a webhook, newest first; state=Dead for the dead letters.")
            .Refuses(400, 404);
        webhook
            .MapPost("/deliveries/{deliveryId:long}/redeliver", SendOneAgainAsync)
            .Requires(Policies.ManagesWebhooks)
            .WithSummary("Send one dead letter again.")
            .Refuses(404);
        webhook
            .MapDelete("/deliveries/{deliveryId:long}", DeleteOneAsync)
            .Requires(Policies.ManagesWebhooks)
            .WithSummary("Delete one dead letter.")
            .Refuses(404);
        webhook
            .MapPost("/dead-letters/redeliver", SendAllAgainAsync)
            .Requires(Policies.ManagesWebhooks)
            .WithSummary("Send the dead letters again, the oldest first, as many as the queue has room for.")
            .Refuses(404);
        webhook
            .MapDelete("/dead-letters", DeleteAllAsync)
            .Requires(Policies.ManagesWebhooks)
            .WithSummary("Delete all dead letters and the count of lost messages.")
            .Refuses(404);
    }

    private static async Task<Results<Ok<Page<WebhookDeliveryAnswer>>, ProblemHttpResult>> ListAsync(
        long id,
        DeliveryState? state,
        string? cursor,
        int? limit,
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    )
    {
        long? before = null;
        if (cursor is not null)
        {
            if (!PageCursor.TryRead(cursor, out var read))
                return Problem.Of(PageCursor.Refused);
            before = read;
        }

        var page = await webhooks.ListDeliveriesAsync(
            caller.Organisation,
            new WebhookId(id),
            state,
            before,
            limit ?? ApiLimits.PageDefault,
            cancellation
        );
        if (!page.Succeeded)
            return Problem.Of(page.Refusal);
        var next = page.Value.Next is { } last ? PageCursor.After(last) : null;
        return TypedResults.Ok(
            new Page<WebhookDeliveryAnswer>([.. page.Value.Items.Select(WebhookDeliveryAnswer.Of)], next)
        );
    }

    private static Task<Results<Ok<CountAnswer>, ProblemHttpResult>> SendOneAgainAsync(
        long id,
        long deliveryId,
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    ) => AnswerAsync(webhooks.SendAgainAsync(caller.AsActor(), new WebhookId(id), deliveryId, cancellation));

    private static Task<Results<Ok<CountAnswer>, ProblemHttpResult>> SendAllAgainAsync(
        long id,
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    ) => AnswerAsync(webhooks.SendAgainAsync(caller.AsActor(), new WebhookId(id), delivery: null, cancellation));

    private static Task<Results<Ok<CountAnswer>, ProblemHttpResult>> DeleteOneAsync(
        long id,
        long deliveryId,
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    ) => AnswerAsync(webhooks.DeleteDeadAsync(caller.AsActor(), new WebhookId(id), deliveryId, cancellation));

    private static Task<Results<Ok<CountAnswer>, ProblemHttpResult>> DeleteAllAsync(
        long id,
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    ) => AnswerAsync(webhooks.DeleteDeadAsync(caller.AsActor(), new WebhookId(id), delivery: null, cancellation));

    private static async Task<Results<Ok<CountAnswer>, ProblemHttpResult>> AnswerAsync(Task<Outcome<int>> change)
    {
        var count = await change;
        return count.Succeeded ? TypedResults.Ok(new CountAnswer(count.Value)) : Problem.Of(count.Refusal);
    }
}
