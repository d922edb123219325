using Firstlight.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace Firstlight.Accounts;

internal sealed class PasskeySignIn(
    IPasskeyHandler<Person> handler,
    IPasskeyStore store,
    PasskeyChallenges challenges,
    PersonChanges changes,
    SignInGuard guard,
    RequestGuard requests,
    IAuditLog audit,
    TimeProvider time,
    ILogger<PasskeySignIn> logger
) : IPasskeySignIn
{
    public static readonly Refusal ChallengeGone = new(
        RefusalKind.Conflict,
        "challenge_gone",
        "This took too long, or was answered already. Begin again.",
        "challenge"
    );

    private static readonly Refusal Throttled = new(
        RefusalKind.LimitReached,
        "sign_in_throttled",
        "Too many sign-ins were begun from your network address. Try again later."
    );

    public async Task<Outcome<PasskeyChallenge>> BeginAsync(HttpContext context)
    {
        if (!requests.Challenges.TryTake(RemoteNetwork.Of(AddressOf(context))))
            return Throttled;
        var options = await handler.MakeRequestOptionsAsync(user: null, context);
        return new PasskeyChallenge(
            challenges.Keep(person: null, options.AssertionState ?? ""),
            options.RequestOptionsJson
        );
    }

    public async Task<SignInAnswer> SignInAsync(string? challenge, string credentialJson, HttpContext context)
    {
        var address = RemoteNetwork.Of(AddressOf(context));
        if (guard.Addresses.IsBlocked(address, out var until))
            return new SignInAnswer.Throttled(until.Value);
        var answer = await CheckAsync(challenge, credentialJson, context);
        if (answer is SignInAnswer.BadCredentials && guard.Addresses.Fail(address) is { } blockedUntil)
            Log.AddressBlocked(logger, address, blockedUntil);
        return answer;
    }

    private async Task<SignInAnswer> CheckAsync(string? challenge, string credentialJson, HttpContext context)
    {
        if (challenges.Take(person: null, challenge) is not { } state)
            return new SignInAnswer.BadCredentials();
        var asserted = await handler.PerformAssertionAsync(
            new PasskeyAssertionContext
            {
                CredentialJson = credentialJson,
                AssertionState = state,
                HttpContext = context,
            }
        );
        if (!asserted.Succeeded)
        {
            Log.PasskeyRefused(logger, asserted.Failure.Message);
            return new SignInAnswer.BadCredentials();
        }

        var cancellation = context.RequestAborted;
        var now = time.GetUtcNow();
        var used = StoredPasskeys.From(asserted.Passkey, asserted.User.Id) with { LastUsedAt = now };
        await store.UpdateAsync(used, cancellation);
        var person = await changes.TryChangeAsync(asserted.User.Id, Arrive, cancellation);
        if (person is null)
            return new SignInAnswer.Suspended();
        await audit.RecordAsync(
            person.Id,
            person.Organisation,
            AuditActions.SignedIn,
            $"person/{person.Id}",
            AddressOf(context),
            cancellation
        );
        return new SignInAnswer.Accepted(person);

        bool Arrive(Person arriving)
        {
            arriving.LastSignInAt = now;
            return arriving.SuspendedAt is null;
        }
    }

    private static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString();
}
