using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Edgent;

/// <summary>Puts portals behind ASP.NET Core.</summary>
public static class PortalEndpoints
{
    /// <summary>
    /// Serves a portal below <paramref name="prefix"/> (empty: at the root), every method and path. The prefix may have route
    /// values; <paramref name="find"/> picks the portal of a request. No portal: the connection breaks, as in an empty air.
    /// </summary>
    public static IEndpointConventionBuilder MapEdgentPortal(
        this IEndpointRouteBuilder endpoints,
        string prefix,
        Func<HttpContext, Portal?> find
    ) => endpoints.Map($"{prefix.TrimEnd('/')}/{{**portalPath}}", context => ServeAsync(context, find(context)));

    /// <summary>Serves one portal at the root.</summary>
    public static IEndpointConventionBuilder MapEdgentPortal(this IEndpointRouteBuilder endpoints, Portal portal) =>
        endpoints.MapEdgentPortal("", _ => portal);

    private static async Task ServeAsync(HttpContext context, Portal? portal)
    {
        if (portal is null)
        {
            context.Abort();
            return;
        }

        if (context.Request.RouteValues["portalPath"] is null && context.Request.Path.Value?.EndsWith('/') == false)
        {
            // The page names its neighbours relative to itself.
            context.Response.Redirect(
                $"{context.Request.PathBase}{context.Request.Path}/{context.Request.QueryString}"
            );
            return;
        }

        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is { IsReadOnly: false })
            limit.MaxRequestBodySize = null; // The portal has its own, per path.

        var headers = context.Request.Headers;
        var answer = await portal.HandleAsync(
            new PortalRequest
            {
                Method = context.Request.Method,
                Path = $"/{context.Request.RouteValues["portalPath"]}",
                Query = context.Request.QueryString.Value ?? "",
                Header = name => headers.TryGetValue(name, out var value) ? value.ToString() : null,
                Body = context.Request.Body,
            },
            context.RequestAborted
        );
        if (answer.Dropped)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        context.Response.ContentLength = answer.Status == StatusCodes.Status204NoContent ? null : answer.Body.Length;
        await context.Response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
    }
}
