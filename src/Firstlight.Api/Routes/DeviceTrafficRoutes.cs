using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Firstlight.Api;

/// <summary>What a device and the cloud say to each other, as it is said: docs/protocols/live-events.md.</summary>
internal static class DeviceTrafficRoutes
{
    public static void MapDeviceTraffic(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{id:long}/traffic", WatchAsync)
            .WithTags("Live")
            .WithSummary(
                "A device's traffic in words as Server-Sent Events, for ten minutes. Leaves an entry in the audit log."
            )
            .Produces<JsonObject>(StatusCodes.Status200OK, "text/event-stream")
            .Refuses(404, 429)
            .Requires(Policies.WatchesTraffic);

    private static async Task<Results<ServerSentEventsResult<JsonNode>, ProblemHttpResult>> WatchAsync(
        long id,
        Caller caller,
        IDeviceRegistry registry,
        TrafficStream stream,
        IAuditLog audit,
        IHostApplicationLifetime host,
        CancellationToken cancellation
    )
    {
        var device = new DeviceId(id);
        if (await registry.FindAsync(caller.Organisation, device, cancellation) is null)
            return Problem.NotFound("device", id);
        // The entry first: nobody looks on unnoted.
        await audit.RecordAsync(caller, AuditActions.TrafficWatched, $"device/{id}", cancellation);
        var opened = stream.Open(device, host.ApplicationStopping, cancellation);
        return opened.Succeeded
            ? TypedResults.ServerSentEvents(opened.Value.ReadAsync(cancellation))
            : Problem.Of(opened.Refusal);
    }
}
