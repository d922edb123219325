using Firstlight.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Firstlight.Api;

/// <summary>
/// A browser adds the cookie to requests of any page on this host, whatever its port. So a changing request with a cookie must
/// come from our own origin or carry a header that a page of another origin cannot set without our leave (docs/decisions/0005).
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next, ILogger<CrossSiteGuard> logger)
{
    public const string Header = "X-Firstlight";

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsForged(context))
            return next(context);
        Log.CrossSiteRefused(logger, context.Request.Method, context.Request.Path);
        return Problem
            .Of(
                StatusCodes.Status403Forbidden,
                "cross_site_request",
                $"A changing request with a cookie must come from this server's own page or carry the header {Header}."
            )
            .ExecuteAsync(context);
    }

    private static bool IsForged(HttpContext context)
    {
        var request = context.Request;
        if (
            HttpMethods.IsGet(request.Method)
            || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method)
        )
            return false;
        var ticket = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Ticket;
        return ticket?.AuthenticationScheme == Schemes.Cookie
            && !request.Headers.ContainsKey(Header)
            && !IsOwnOrigin(request);
    }

    // Only host and port are compared: a proxy in front may end TLS, and the scheme here is then not the page's.
    private static bool IsOwnOrigin(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
        && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
