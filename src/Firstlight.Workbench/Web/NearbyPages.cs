using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Workbench;

/// <summary>
/// Who may touch the room from a browser: pages of this machine, such as the app on the cloud's port. The room asks for no
/// password, so a page from elsewhere is refused. The portals behind <c>/air/{device}</c> answer everyone, as devices do.
/// </summary>
internal static class NearbyPages
{
    public static void Allow(CorsPolicyBuilder policy) =>
        policy.SetIsOriginAllowed(IsNear).AllowAnyHeader().AllowAnyMethod();

    public static void UseNearbyPagesOnly(this WebApplication app) =>
        app.UseWhen(context => !IsPortal(context.Request.Path), branch => branch.Use(RefuseOthers).UseCors());

    private static Task RefuseOthers(HttpContext context, RequestDelegate next) =>
        context.Request.Headers.Origin is [{ } origin] && !IsNear(origin)
            ? Results
                .Problem(
                    "The workbench answers pages of this machine only: open them with 127.0.0.1 or localhost.",
                    statusCode: StatusCodes.Status403Forbidden
                )
                .ExecuteAsync(context)
            : next(context);

    private static bool IsPortal(PathString path) =>
        path.StartsWithSegments(AirAddress.Prefix, StringComparison.Ordinal, out var device)
        && device.Value is not ("" or "/");

    private static bool IsNear(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback;
}
