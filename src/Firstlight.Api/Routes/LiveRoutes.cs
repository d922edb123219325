using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Firstlight.Api;

/// <summary>What happens, as it happens: docs/protocols/live-events.md.</summary>
internal static class LiveRoutes
{
    public static void MapLive(this IEndpointRouteBuilder api) =>
        api.MapGet("/live", WatchAsync)
            .WithTags("Live")
            .WithSummary(
                "Events of the organisation, for a User of own devices, as Server-Sent Events until either side ends the stream."
            )
            .Produces<JsonObject>(StatusCodes.Status200OK, "text/event-stream")
            .Requires(Policies.ViewsDevices);

    private static async Task<ServerSentEventsResult<JsonNode>> WatchAsync(
        Caller caller,
        LiveStream stream,
        IOpenSessions sessions,
        IFleet fleet,
        IHostApplicationLifetime host,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var session = await sessions.EnterAsync(context.User, cancellation);
        context.Response.RegisterForDispose(session);
        if (!caller.IsApiClient)
            context.Response.RegisterForDispose(fleet.NoteWatching(caller.Person));
        var watch = new LiveWatch(
            caller.Organisation,
            caller.OnlyOf(Policies.ViewsDevices),
            host.ApplicationStopping,
            session.Ended
        );
        return TypedResults.ServerSentEvents(stream.ReadAsync(watch, cancellation));
    }
}
