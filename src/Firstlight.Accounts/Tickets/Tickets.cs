using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

internal sealed class Tickets(IOptionsMonitor<BearerTokenOptions> bearerOptions, TimeProvider time) : ITickets
{
    public ClaimsPrincipal PrincipalOf(Person person) => PersonClaims.ForTicket(person, scopes: null);

    // The framework's handler would write the token into the response itself; a typed answer needs it as a value.
    public BearerTicket IssueBearer(Person person, TimeSpan? lifetime = null, Permissions? scopes = null)
    {
        var options = bearerOptions.Get(Schemes.Bearer);
        var expiresAt = time.GetUtcNow() + (lifetime ?? options.BearerTokenExpiration);
        var ticket = new AuthenticationTicket(
            PersonClaims.ForTicket(person, scopes),
            new AuthenticationProperties { ExpiresUtc = expiresAt },
            $"{Schemes.Bearer}:AccessToken"
        );
        return new BearerTicket(options.BearerTokenProtector.Protect(ticket), expiresAt);
    }
}
