using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Addresses that are told what happens to devices: docs/decisions/0036.</summary>
internal static class WebhookRoutes
{
    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks
            .MapGet("/", ListAsync)
            .Requires(Policies.SeesWebhooks)
            .WithSummary("The webhooks of the organisation with their health, without secrets.");
        webhooks
            .MapGet("/{id:long}", GetAsync)
            .Requires(Policies.SeesWebhooks)
            .WithSummary("One webhook.")
            .Refuses(404);
        webhooks
            .MapPost("/", CreateAsync)
            .Requires(Policies.ManagesWebhooks)
            .WithSummary("Make a webhook; its signing secret is shown this once.")
            .Refuses(400, 413, 415, 429);
        webhooks
            .MapPatch("/{id:long}", ChangeAsync)
            .Requires(Policies.ManagesWebhooks)
            .WithSummary("Change a webhook; what is left out stays.")
            .Refuses(400, 404, 413, 415);
        webhooks
            .MapPost("/{id:long}/secret", RotateAsync)
            .Requires(Policies.ManagesWebhooks)
            .WithSummary(
                "Make a new signing secret, shown this once. For overlapMinutes messages are signed with the one before, too."
            )
            .Refuses(400, 404, 413, 415);
        webhooks
            .MapPost("/{id:long}/test", TryOutAsync)
            .Requires(Policies.ManagesWebhooks)
            .WithSummary("Send one example message at once and tell how the receiver answered.")
            .Refuses(404, 429);
        webhooks
            .MapDelete("/{id:long}", DeleteAsync)
            .Requires(Policies.ManagesWebhooks)
            .WithSummary("Delete a webhook with all its messages.")
            .Refuses(404);
    }

    private static async Task<Ok<Page<WebhookAnswer>>> ListAsync(
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    )
    {
        var found = await webhooks.ListAsync(caller.Organisation, cancellation);
        return TypedResults.Ok(new Page<WebhookAnswer>([.. found.Select(WebhookAnswer.Of)], Next: null));
    }

    private static async Task<Results<Ok<WebhookAnswer>, ProblemHttpResult>> GetAsync(
        long id,
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    ) =>
        await webhooks.FindAsync(caller.Organisation, new WebhookId(id), cancellation) is { } webhook
            ? TypedResults.Ok(WebhookAnswer.Of(webhook))
            : Problem.NotFound("webhook", id);

    private static async Task<Results<Created<IssuedWebhookAnswer>, ProblemHttpResult>> CreateAsync(
        WebhookRequestBody request,
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    )
    {
        var draft = request.ToDraft(known: null);
        if (!draft.Succeeded)
            return Problem.Of(draft.Refusal);
        var made = await webhooks.CreateAsync(caller.AsActor(), draft.Value, cancellation);
        return made.Succeeded
            ? TypedResults.Created($"/api/v1/webhooks/{made.Value.Webhook.Id}", IssuedWebhookAnswer.Of(made.Value))
            : Problem.Of(made.Refusal);
    }

    private static async Task<Results<Ok<WebhookAnswer>, ProblemHttpResult>> ChangeAsync(
        long id,
        WebhookRequestBody request,
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    )
    {
        var webhook = new WebhookId(id);
        if (await webhooks.FindAsync(caller.Organisation, webhook, cancellation) is not { } known)
            return Problem.NotFound("webhook", id);
        var draft = request.ToDraft(known.Interest);
        if (!draft.Succeeded)
            return Problem.Of(draft.Refusal);
        var changed = await webhooks.ChangeAsync(caller.AsActor(), webhook, draft.Value, cancellation);
        return changed.Succeeded ? TypedResults.Ok(WebhookAnswer.Of(changed.Value)) : Problem.Of(changed.Refusal);
    }

    private static async Task<Results<Ok<IssuedWebhookAnswer>, ProblemHttpResult>> RotateAsync(
        long id,
        RotateWebhookSecret? request,
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    )
    {
        var overlap = TimeSpan.FromMinutes(request?.OverlapMinutes ?? 0);
        var made = await webhooks.RotateAsync(caller.AsActor(), new WebhookId(id), overlap, cancellation);
        return made.Succeeded ? TypedResults.Ok(IssuedWebhookAnswer.Of(made.Value)) : Problem.Of(made.Refusal);
    }

    private static async Task<Results<Ok<WebhookTrialAnswer>, ProblemHttpResult>> TryOutAsync(
        long id,
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    )
    {
        var tried = await webhooks.TryOutAsync(caller.AsActor(), new WebhookId(id), cancellation);
        return tried.Succeeded ? TypedResults.Ok(WebhookTrialAnswer.Of(tried.Value)) : Problem.Of(tried.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long id,
        Caller caller,
        IWebhooks webhooks,
        CancellationToken cancellation
    )
    {
        var deleted = await webhooks.DeleteAsync(caller.AsActor(), new WebhookId(id), cancellation);
        return deleted.Succeeded ? TypedResults.NoContent() : Problem.Of(deleted.Refusal);
    }
}
