using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
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
        api.MapGet("/live", Watch)
            .WithTags("Live")
            .WithSummary("Events of the organisation as Server-Sent Events, until either side ends the stream.")
            .Produces<JsonObject>(StatusCodes.Status200OK, "text/event-stream")
            .RequireAuthorization(Policies.ManagesDevices);

    private static ServerSentEventsResult<JsonNode> Watch(
        Caller caller,
        LiveStream stream,
        IHostApplicationLifetime host,
        CancellationToken cancellation
    ) => TypedResults.ServerSentEvents(stream.ReadAsync(caller.Organisation, host.ApplicationStopping, cancellation));
}
