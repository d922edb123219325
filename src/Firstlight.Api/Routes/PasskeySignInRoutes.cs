using System.Text.Json;
using Firstlight.Accounts;
using Firstlight.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Coming in by passkey.</summary>
internal static class PasskeySignInRoutes
{
    public static readonly Refusal CredentialExpected = Refusal.Invalid(
        "credential",
        "Give a 'credential', the object that the browser's toJSON gives."
    );

    public static void MapPasskeySignIn(this IEndpointRouteBuilder api)
    {
        var passkey = api.MapGroup("/sign-in/passkey").WithTags("Sign-in");
        passkey
            .MapPost("/challenge", BeginAsync)
            .WithSummary("Begin to sign in by passkey: options for navigator.credentials.get.")
            .Refuses(429);
        passkey
            .MapPost("/", SignInAsync)
            .WithSummary("Sign in with the credential that came of it; else as POST /sign-in.")
            .Refuses(400, 401, 403, 413, 415, 429);
    }

    private static async Task<Results<Ok<ChallengeAnswer>, ProblemHttpResult>> BeginAsync(
        IPasskeySignIn signIn,
        HttpContext context
    )
    {
        var challenge = await signIn.BeginAsync(context);
        return challenge.Succeeded
            ? TypedResults.Ok(ChallengeAnswer.Of(challenge.Value))
            : Problem.Of(challenge.Refusal);
    }

    private static async Task<Results<Ok<SignInAnswerBody>, ProblemHttpResult>> SignInAsync(
        PasskeySignInRequest request,
        bool? useCookie,
        IPasskeySignIn signIn,
        SignInAnswers answers,
        HttpContext context
    )
    {
        if (request.Credential is not { ValueKind: JsonValueKind.Object } credential)
            return Problem.Of(CredentialExpected);
        var answer = await signIn.SignInAsync(request.Challenge, credential.GetRawText(), context);
        return await answers.GiveAsync(
            answer,
            useCookie is true,
            "This passkey is not known here, or it took too long. Try again, or sign in with your password.",
            context
        );
    }
}

/// <param name="Challenge">From the challenge.</param>
/// <param name="Credential">The browser's credential as its <c>toJSON</c> gives it.</param>
internal sealed record PasskeySignInRequest(string? Challenge, JsonElement? Credential);
