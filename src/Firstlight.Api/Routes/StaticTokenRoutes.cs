using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Static tokens one by one, without their secrets.</summary>
internal static class StaticTokenRoutes
{
    // A unit that comes back while its token is being deleted makes a new device; it is removed again.
    private const int DeleteAttemptsMax = 3;

    public static void MapStaticTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/static-tokens").WithTags("Static tokens");
        tokens
            .MapGet("/", ListAsync)
            .WithSummary(
                "Static tokens in the order they were made, without their secrets; search finds them by name and metadata."
            )
            .Requires(Policies.SeesStaticTokens)
            .Refuses(400);
        tokens
            .MapGet("/{id:long}", GetAsync)
            .WithSummary("One static token, without its secrets.")
            .Requires(Policies.SeesStaticTokens)
            .Refuses(404);
        tokens
            .MapPost("/{id:long}/release", ReleaseAsync)
            .WithSummary(
                "End a claim, so that the unit can be claimed again; 'erase' removes its device and data, too."
            )
            .Requires(Policies.ManagesStaticTokens)
            .Refuses(404, 409);
        tokens
            .MapDelete("/{id:long}", DeleteAsync)
            .WithSummary("Delete a static token and its device: the unit can never connect again.")
            .Requires(Policies.ManagesStaticTokens)
            .Refuses(404, 409);
    }

    private static async Task<Results<Ok<Page<StaticTokenAnswer>>, ProblemHttpResult>> ListAsync(
        long? batchId,
        string? state,
        string? search,
        string? cursor,
        int? limit,
        Caller caller,
        IStaticTokens tokens,
        CancellationToken cancellation
    )
    {
        StaticTokenState? wanted = null;
        if (state is { } word)
        {
            if (!Word.TryRead<StaticTokenState>(word, out var known))
                return Problem.Of(Refusal.Invalid("state", Word.Expected<StaticTokenState>()));
            wanted = known;
        }

        var query = new StaticTokenQuery(
            batchId is { } number ? new StaticBatchId(number) : null,
            wanted,
            cursor,
            limit ?? ApiLimits.PageDefault,
            search
        );
        var page = await tokens.ListAsync(caller.Organisation, query, cancellation);
        return page.Succeeded
            ? TypedResults.Ok(
                new Page<StaticTokenAnswer>([.. page.Value.Items.Select(StaticTokenAnswer.Of)], page.Value.Next)
            )
            : Problem.Of(page.Refusal);
    }

    private static async Task<Results<Ok<StaticTokenAnswer>, ProblemHttpResult>> GetAsync(
        long id,
        Caller caller,
        IStaticTokens tokens,
        CancellationToken cancellation
    ) =>
        await tokens.FindAsync(caller.Organisation, new StaticTokenId(id), cancellation) is { } token
            ? TypedResults.Ok(StaticTokenAnswer.Of(token))
            : Problem.NotFound("static_token", id);

    private static async Task<Results<NoContent, ProblemHttpResult>> ReleaseAsync(
        long id,
        bool? erase,
        Caller caller,
        IStaticTokens tokens,
        IFleet fleet,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var released = await tokens.ReleaseAsync(caller.Organisation, new StaticTokenId(id), cancellation);
        if (!released.Succeeded)
            return Problem.Of(released.Refusal);
        await audit.RecordAsync(caller, AuditActions.StaticTokenReleased, $"static_token/{id}", cancellation);
        var token = await tokens.FindAsync(caller.Organisation, new StaticTokenId(id), cancellation);
        if (token?.Device is not { } device)
            return TypedResults.NoContent();
        fleet.NoteMove(device, caller.Organisation, owner: null);
        if (erase == true)
            await fleet.DeleteDeviceAsync(caller.Organisation, device, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long id,
        Caller caller,
        IStaticTokens tokens,
        IFleet fleet,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var number = new StaticTokenId(id);
        if (await tokens.FindAsync(caller.Organisation, number, cancellation) is null)
            return Problem.NotFound("static_token", id);
        await audit.RecordAsync(caller, AuditActions.StaticTokenDeleted, $"static_token/{id}", cancellation);
        for (var attempt = 1; ; attempt++)
        {
            // A claimed unit lives with its owner, maybe in an organisation below; released, it is the issuer's again.
            await tokens.ReleaseAsync(caller.Organisation, number, cancellation);
            var token = await tokens.FindAsync(caller.Organisation, number, cancellation);
            if (token?.Device is { } device)
                await fleet.DeleteDeviceAsync(caller.Organisation, device, cancellation);
            var deleted = await tokens.DeleteAsync(caller.Organisation, number, cancellation);
            if (deleted.Succeeded)
                return TypedResults.NoContent();
            if (attempt == DeleteAttemptsMax)
                return Problem.Of(deleted.Refusal);
        }
    }
}
