using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>What somebody may do who has no account yet, or lost the way into it.</summary>
internal static class SignUpRoutes
{
    public static void MapSignUp(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sign-in/options", ReadOptionsAsync)
            .WithTags("Sign-in")
            .WithSummary("What the sign-in page offers: sign-up, links to a new password by mail.");
        api.MapPost("/sign-up", SignUpAsync)
            .WithTags("Sign-in")
            .WithSummary("Make an account. The answer is the same when the address has one: sign in to see.")
            .Refuses(400, 403, 409, 413, 415, 429);
        var reset = api.MapGroup("/password-reset").WithTags("Sign-in");
        reset
            .MapPost("/", RequestResetAsync)
            .WithSummary("Ask for a link to a new password. The answer is the same for every address.")
            .Refuses(400, 413, 415, 429);
        reset
            .MapPost("/complete", CompleteResetAsync)
            .WithSummary("Set a new password with the token of a link; ends every session of the person.")
            .Refuses(400, 403, 413, 415);
    }

    private static async Task<Ok<SignInOptionsAnswer>> ReadOptionsAsync(
        ISignUp signUp,
        IMailOutbox mail,
        CancellationToken cancellation
    )
    {
        var mode = await signUp.ReadModeAsync(cancellation);
        return TypedResults.Ok(
            new SignInOptionsAnswer(mode != SignUpMode.Off, mode == SignUpMode.OwnOrganisation, mail.State.IsConfigured)
        );
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> SignUpAsync(
        SignUpRequest request,
        ISignUp signUp,
        ITemplateCatalog catalog,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        return AcceptedOr(
            await signUp.SignUpAsync(
                request.ToAccount(),
                context.Connection.RemoteIpAddress?.ToString(),
                LearnAsync,
                cancellation
            )
        );

        Task LearnAsync(MadeOrganisation made) =>
            catalog.InheritAsync(made.Organisation.Id, made.Templates, CancellationToken.None);
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> RequestResetAsync(
        ResetRequest request,
        IPasswordResets resets,
        HttpContext context,
        CancellationToken cancellation
    ) =>
        AcceptedOr(
            await resets.RequestAsync(request.Email, context.Connection.RemoteIpAddress?.ToString(), cancellation)
        );

    private static async Task<Results<NoContent, ProblemHttpResult>> CompleteResetAsync(
        CompleteReset request,
        IPasswordResets resets,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var done = await resets.CompleteAsync(
            request.Token,
            request.Password,
            context.Connection.RemoteIpAddress?.ToString(),
            cancellation
        );
        return done.Succeeded ? TypedResults.NoContent() : Problem.Of(done.Refusal);
    }

    private static Results<Accepted, ProblemHttpResult> AcceptedOr(Outcome<Done> outcome) =>
        outcome.Succeeded ? TypedResults.Accepted((string?)null) : Problem.Of(outcome.Refusal);
}

/// <param name="SignUp">People may make accounts themselves.</param>
/// <param name="OwnOrganisation">They get an organisation of their own then, and may name it.</param>
/// <param name="ResetByMail">A link to a new password comes by mail; else an administrator hands it over.</param>
internal sealed record SignInOptionsAnswer(bool SignUp, bool OwnOrganisation, bool ResetByMail);

/// <summary>A class, not a record: a record would print its secrets.</summary>
internal sealed class SignUpRequest
{
    public string? Email { get; init; }

    public string? Password { get; init; }

    public string? Name { get; init; }

    /// <summary>What to call an organisation of one's own, where people get one; left out, it is called after the person.</summary>
    public string? Organisation { get; init; }

    public NewAccount ToAccount() =>
        new()
        {
            Email = Email,
            Password = Password,
            Name = Name,
            Organisation = Organisation,
        };
}

internal sealed record ResetRequest(string? Email);

/// <summary>A class, not a record: a record would print its secrets.</summary>
internal sealed class CompleteReset
{
    public string? Token { get; init; }

    public string? Password { get; init; }
}
