using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

/// <summary>Bearer token for tools, cookie for browsers, and one scheme that chooses between them.</summary>
internal static class AuthenticationRegistration
{
    public static void AddTickets(this IServiceCollection services)
    {
        services
            .AddAuthentication(Schemes.Any)
            .AddPolicyScheme(Schemes.Any, displayName: null, scheme => scheme.ForwardDefaultSelector = Choose)
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
        services.AddScoped<IClaimsTransformation, FreshPerson>();
        services.AddSingleton<ITickets, Tickets>();
    }

    private static string Choose(HttpContext context) =>
        context.Request.Headers.Authorization.Count == 0 && context.Request.Cookies.ContainsKey(Schemes.CookieName)
            ? Schemes.Cookie
            : Schemes.Bearer;

    private static void Configure(CookieAuthenticationOptions options, AccountsOptions accounts)
    {
        options.ExpireTimeSpan = accounts.TicketLifetime;
        options.SlidingExpiration = true;
        options.Cookie.Name = Schemes.CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        // A cloud in a home network is often reached over plain HTTP; over TLS the cookie stays on TLS.
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        // An API answers with a status; there is no page to be sent to.
        options.Events.OnRedirectToLogin = context => Answer(context.HttpContext, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context =>
            Answer(context.HttpContext, StatusCodes.Status403Forbidden);
    }

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
