using Firstlight.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Workbench;

/// <summary>The room's page on the workbench's own port.</summary>
internal static class RoomPage
{
    private const string Path = "/workbench";
    private const string Room = "workbench";

    public static void MapRoomPage(this WebApplication app, string webFolder)
    {
        app.UseWhen(IsWithoutRoom, branch => branch.Run(SendOn));
        // The app's service worker keeps the whole app for use without a network; here it would only keep it away from its cloud.
        app.MapGet("/registerSW.js", () => Results.Text("", "text/javascript"));
        app.MapWebPages(webFolder, Path);
    }

    // The same page is served by the cloud, too: it learns from its address which room to show.
    private static bool IsWithoutRoom(HttpContext context) =>
        context.Request.Path.Value is "/" or Path && !context.Request.Query.ContainsKey(Room);

    private static Task SendOn(HttpContext context)
    {
        var origin = AirAddress.SeenFrom(context.Request).Origin;
        context.Response.Redirect($"{Path}?{Room}={Uri.EscapeDataString(origin)}");
        return Task.CompletedTask;
    }
}
