using Microsoft.AspNetCore.Http;

namespace Firstlight.Edgent.Tests.Portal;

internal static class RouteId
{
    public static string? GetRouteId(this HttpContext context) => context.Request.RouteValues["id"]?.ToString();
}
