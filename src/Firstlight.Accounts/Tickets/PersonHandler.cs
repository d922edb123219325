using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

/// <summary>
/// Takes a ticket by header or cookie, or the secret of an API client by header, and turns it into the person as the store knows them now; into nobody when the person is
/// gone or suspended, or the security stamp has changed. When the store is away its fault passes through: "try later", not "signed out".
/// </summary>
internal sealed class PersonHandler(
    IAccountStore store,
    IApiClientStore clients,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logging,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    private const string SecretShown = $"{Schemes.Bearer} {ApiSecret.Prefix}";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ReadSecret(Request) is { } secret)
            return await TakeSecretAsync(secret);
        var scheme = Choose(Request);
        var shown = await Context.AuthenticateAsync(scheme);
        if (!shown.Succeeded)
            return shown;
        if (!PersonClaims.TryReadTicket(shown.Principal, out var id, out var stamp))
            return AuthenticateResult.Fail("The ticket names nobody.");
        var person = await store.FindAsync(id, Context.RequestAborted);
        if (person is null || !PersonClaims.MayGoOn(person, stamp))
            return AuthenticateResult.Fail("The session was ended.");
        return AuthenticateResult.Success(
            new AuthenticationTicket(
                PersonClaims.ForRequest(person, PersonClaims.ScopesOf(shown.Principal)),
                shown.Properties,
                scheme
            )
        );
    }

    private async Task<AuthenticateResult> TakeSecretAsync(ApiSecret secret)
    {
        var now = TimeProvider.GetUtcNow();
        var account = await clients.FindBySecretAsync(secret.Digest, now, Context.RequestAborted);
        if (account is not { SuspendedAt: null })
            return AuthenticateResult.Fail("There is no such API client any more.");
        if (now - (account.LastSignInAt ?? default) >= AccountLimits.ClientUseNotedEvery)
            await clients.NoteUseAsync(account.Id, now, Context.RequestAborted);
        return AuthenticateResult.Success(
            new AuthenticationTicket(PersonClaims.ForRequest(account, Permissions.All), Schemes.Bearer)
        );
    }

    private static ApiSecret? ReadSecret(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && header.StartsWith(SecretShown, StringComparison.OrdinalIgnoreCase)
            ? new ApiSecret(header[(SecretShown.Length - ApiSecret.Prefix.Length)..])
            : null;

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Context.ChallengeAsync(Schemes.Bearer, properties);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static string Choose(HttpRequest request) =>
        request.Headers.Authorization.Count == 0 && request.Cookies.ContainsKey(Schemes.CookieName)
            ? Schemes.Cookie
            : Schemes.Bearer;
}
