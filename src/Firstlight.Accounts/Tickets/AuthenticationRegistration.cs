using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

/// <summary>Bearer token for tools, cookie for browsers, and one scheme that takes either.</summary>
internal static class AuthenticationRegistration
{
    public static void AddTickets(this IServiceCollection services)
    {
        services
            .AddAuthentication(Schemes.Any)
            .AddScheme<AuthenticationSchemeOptions, PersonHandler>(Schemes.Any, configureOptions: null)
            .AddBearerToken(Schemes.Bearer)
            .AddCookie(Schemes.Cookie);
        services
            .AddOptions<BearerTokenOptions>(Schemes.Bearer)
            .Configure<IOptions<AccountsOptions>>(
                (bearer, accounts) => bearer.BearerTokenExpiration = accounts.Value.TicketLifetime
            );
        services
            .AddOptions<CookieAuthenticationOptions>(Schemes.Cookie)
            .Configure<IOptions<AccountsOptions>>((cookie, accounts) => Configure(cookie, accounts.Value));
        services.AddSingleton<ITickets, Tickets>();
    }

    private static void Configure(CookieAuthenticationOptions options, AccountsOptions accounts)
    {
        options.ExpireTimeSpan = accounts.TicketLifetime;
        options.SlidingExpiration = true;
        options.Cookie.Name = Schemes.CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        // A cloud in a home network is often reached over plain HTTP; over TLS the cookie stays on TLS.
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }
}
