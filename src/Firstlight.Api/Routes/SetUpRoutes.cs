using Firstlight.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>A new installation's first owner, made through the link on the console.</summary>
internal static class SetUpRoutes
{
    public static void MapSetUp(this IEndpointRouteBuilder api)
    {
        var setUp = api.MapGroup("/set-up").WithTags("Set-up");
        setUp.MapGet("/", ReadAsync).WithSummary("Whether this installation still needs its first owner.");
        setUp
            .MapPost("/", CreateAsync)
            .WithSummary("Make the first owner with the one-time token from the console.")
            .Refuses(400, 403, 409, 413, 415);
    }

    private static async Task<Ok<SetUpAnswer>> ReadAsync(IFirstOwner owner, CancellationToken cancellation) =>
        TypedResults.Ok(new SetUpAnswer(await owner.NeedsSetupAsync(cancellation)));

    private static async Task<Results<Created<PersonAnswer>, ProblemHttpResult>> CreateAsync(
        SetUpRequest request,
        IFirstOwner owner,
        CancellationToken cancellation
    )
    {
        var made = await owner.TryCreateWithTokenAsync(
            request.Token,
            request.Email,
            request.Password,
            request.Name,
            cancellation
        );
        return made.Succeeded
            ? TypedResults.Created("/api/v1/me", PersonAnswer.Of(made.Value))
            : Problem.Of(made.Refusal);
    }
}

internal sealed record SetUpAnswer(bool Needed);

/// <summary>A class, not a record: a record would print its secrets.</summary>
internal sealed class SetUpRequest
{
    public string? Token { get; init; }

    public string? Email { get; init; }

    public string? Password { get; init; }

    public string? Name { get; init; }
}
