using System.Text.Json;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>The caller's passkeys.</summary>
internal static class PasskeyRoutes
{
    public static void MapPasskeys(this IEndpointRouteBuilder api)
    {
        var mine = api.MapGroup("/me/passkeys").WithTags("Passkeys").Requires(Policies.SignedInPerson);
        mine.MapGet("/", ListAsync).WithSummary("The caller's passkeys, oldest first.");
        mine.MapPost("/challenge", BeginAsync)
            .WithSummary("Begin to add one: options for navigator.credentials.create.")
            .Refuses(429);
        mine.MapPost("/", AddAsync).WithSummary("Add the credential that came of it.").Refuses(400, 409, 413, 415, 429);
        mine.MapPatch("/{id}", RenameAsync).WithSummary("Rename one.").Refuses(400, 404, 413, 415);
        mine.MapDelete("/{id}", RemoveAsync).WithSummary("Remove one; it lets nobody in any more.").Refuses(404);
    }

    private static async Task<Ok<PasskeyAnswer[]>> ListAsync(
        Caller caller,
        IPasskeys passkeys,
        CancellationToken cancellation
    ) => TypedResults.Ok((await passkeys.ListAsync(caller.Person, cancellation)).Select(PasskeyAnswer.Of).ToArray());

    private static async Task<Results<Ok<ChallengeAnswer>, ProblemHttpResult>> BeginAsync(
        Caller caller,
        IPasskeys passkeys,
        HttpContext context
    )
    {
        var challenge = await passkeys.BeginAddAsync(caller, context);
        return challenge.Succeeded
            ? TypedResults.Ok(ChallengeAnswer.Of(challenge.Value))
            : Problem.Of(challenge.Refusal);
    }

    private static async Task<Results<Created<PasskeyAnswer>, ProblemHttpResult>> AddAsync(
        AddPasskey request,
        Caller caller,
        IPasskeys passkeys,
        HttpContext context
    )
    {
        if (request.Credential is not { ValueKind: JsonValueKind.Object } credential)
            return Problem.Of(PasskeySignInRoutes.CredentialExpected);
        var added = await passkeys.AddAsync(caller, request.Challenge, credential.GetRawText(), request.Name, context);
        return added.Succeeded
            ? TypedResults.Created($"/api/v1/me/passkeys/{added.Value.Id}", PasskeyAnswer.Of(added.Value))
            : Problem.Of(added.Refusal);
    }

    private static async Task<Results<Ok<PasskeyAnswer>, ProblemHttpResult>> RenameAsync(
        string id,
        RenamePasskey request,
        Caller caller,
        IPasskeys passkeys,
        CancellationToken cancellation
    )
    {
        var renamed = await passkeys.RenameAsync(caller.Person, id, request.Name, cancellation);
        return renamed.Succeeded ? TypedResults.Ok(PasskeyAnswer.Of(renamed.Value)) : Problem.Of(renamed.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string id,
        Caller caller,
        IPasskeys passkeys,
        CancellationToken cancellation
    )
    {
        var removed = await passkeys.RemoveAsync(
            caller.AsActor() with
            {
                Organisation = caller.Home,
            },
            id,
            cancellation
        );
        return removed.Succeeded ? TypedResults.NoContent() : Problem.Of(removed.Refusal);
    }
}

internal sealed record PasskeyAnswer(
    string Id,
    string Name,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    bool IsBackedUp
)
{
    public static PasskeyAnswer Of(Passkey passkey) =>
        new(passkey.Id, passkey.Name, passkey.CreatedAt, passkey.LastUsedAt, passkey.IsBackedUp);
}

/// <param name="Challenge">Goes back with the credential.</param>
/// <param name="Options">For the browser's <c>parseCreationOptionsFromJSON</c> or <c>parseRequestOptionsFromJSON</c>.</param>
internal sealed record ChallengeAnswer(string Challenge, JsonObject Options)
{
    public static ChallengeAnswer Of(PasskeyChallenge challenge) =>
        new(challenge.Id, JsonNode.Parse(challenge.OptionsJson)!.AsObject());
}

/// <param name="Challenge">From the challenge.</param>
/// <param name="Credential">The browser's credential as its <c>toJSON</c> gives it.</param>
/// <param name="Name">What to call it.</param>
internal sealed record AddPasskey(string? Challenge, JsonElement? Credential, string? Name);

internal sealed record RenamePasskey(string? Name);
