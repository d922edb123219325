using Firstlight.Accounts;
using Firstlight.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>The programs of integrators that call this door: docs/decisions/0025.</summary>
internal static class ApiClientRoutes
{
    public static void MapApiClients(this IEndpointRouteBuilder api)
    {
        var clients = api.MapGroup("/api-clients").WithTags("API clients");
        clients
            .MapGet("/", ListAsync)
            .Requires(Policies.SeesApiClients)
            .WithSummary("The API clients of the organisation, without their secrets.");
        clients
            .MapGet("/{id:long}", GetAsync)
            .Requires(Policies.SeesApiClients)
            .WithSummary("One API client.")
            .Refuses(404);
        clients
            .MapPost("/", CreateAsync)
            .Requires(Policies.ManagesApiClients)
            .WithSummary("Make an API client with scopes that you have yourself; its secret is shown this once.")
            .Refuses(400, 413, 415, 429);
        clients
            .MapPatch("/{id:long}", ChangeAsync)
            .Requires(Policies.ManagesApiClients)
            .WithSummary("Change an API client; what is left out stays. Counts at once.")
            .Refuses(400, 404, 413, 415);
        clients
            .MapPost("/{id:long}/secret", RotateAsync)
            .Requires(Policies.ManagesApiClients)
            .WithSummary(
                "Make a new secret, shown this once. The one before lives on for overlapMinutes; with 0, or without, it is worthless at once."
            )
            .Refuses(400, 404, 413, 415);
        clients
            .MapDelete("/{id:long}", DeleteAsync)
            .Requires(Policies.ManagesApiClients)
            .WithSummary("Delete an API client; its secrets and access tokens are worthless at once.")
            .Refuses(404);
    }

    private static async Task<Ok<Page<ApiClientAnswer>>> ListAsync(
        Caller caller,
        IApiClients clients,
        CancellationToken cancellation
    )
    {
        var found = await clients.ListAsync(caller.Organisation, cancellation);
        return TypedResults.Ok(new Page<ApiClientAnswer>([.. found.Select(ApiClientAnswer.Of)], Next: null));
    }

    private static async Task<Results<Ok<ApiClientAnswer>, ProblemHttpResult>> GetAsync(
        long id,
        Caller caller,
        IApiClients clients,
        CancellationToken cancellation
    ) =>
        await clients.FindAsync(caller.Organisation, new UserId(id), cancellation) is { } client
            ? TypedResults.Ok(ApiClientAnswer.Of(client))
            : Problem.NotFound("api_client", id);

    private static async Task<Results<Created<IssuedApiClientAnswer>, ProblemHttpResult>> CreateAsync(
        ApiClientRequest request,
        Caller caller,
        IApiClients clients,
        CancellationToken cancellation
    )
    {
        var scopes = PermissionWords.Read(request.Scopes, "scopes");
        if (!scopes.Succeeded)
            return Problem.Of(scopes.Refusal);
        var draft = request.ToDraft(scopes.Value);
        var made = await clients.CreateAsync(caller.AsActor(), draft, request.ExpiresAt, cancellation);
        return made.Succeeded
            ? TypedResults.Created(
                $"/api/v1/api-clients/{made.Value.Client.Account}",
                IssuedApiClientAnswer.Of(made.Value)
            )
            : Problem.Of(made.Refusal);
    }

    private static async Task<Results<Ok<ApiClientAnswer>, ProblemHttpResult>> ChangeAsync(
        long id,
        ApiClientRequest request,
        Caller caller,
        IApiClients clients,
        CancellationToken cancellation
    )
    {
        if (request.ExpiresAt is not null)
            return Problem.Of(
                Refusal.Invalid("expiresAt", "A secret's end is chosen when it is made: POST …/secret makes a new one.")
            );
        var scopes = PermissionWords.Read(request.Scopes, "scopes");
        if (!scopes.Succeeded)
            return Problem.Of(scopes.Refusal);
        var draft = request.ToDraft(scopes.Value);
        var changed = await clients.ChangeAsync(caller.AsActor(), new UserId(id), draft, cancellation);
        return changed.Succeeded ? TypedResults.Ok(ApiClientAnswer.Of(changed.Value)) : Problem.Of(changed.Refusal);
    }

    private static async Task<Results<Ok<IssuedApiClientAnswer>, ProblemHttpResult>> RotateAsync(
        long id,
        RotateSecret? request,
        Caller caller,
        IApiClients clients,
        CancellationToken cancellation
    )
    {
        var overlap = TimeSpan.FromMinutes(request?.OverlapMinutes ?? 0);
        var made = await clients.RotateAsync(
            caller.AsActor(),
            new UserId(id),
            overlap,
            request?.ExpiresAt,
            cancellation
        );
        return made.Succeeded ? TypedResults.Ok(IssuedApiClientAnswer.Of(made.Value)) : Problem.Of(made.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long id,
        Caller caller,
        IApiClients clients,
        CancellationToken cancellation
    )
    {
        var deleted = await clients.DeleteAsync(caller.AsActor(), new UserId(id), cancellation);
        return deleted.Succeeded ? TypedResults.NoContent() : Problem.Of(deleted.Refusal);
    }
}
