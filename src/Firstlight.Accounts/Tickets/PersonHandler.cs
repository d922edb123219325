using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

/// <summary>
/// Takes a ticket by header or cookie and turns it into the person as the store knows them now; into nobody when the person is
/// gone or suspended, or the security stamp has changed. When the store is away its fault passes through: "try later", not "signed out".
/// </summary>
internal sealed class PersonHandler(
    IAccountStore store,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logging,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
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
            new AuthenticationTicket(PersonClaims.ForRequest(person), shown.Properties, scheme)
        );
    }

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
