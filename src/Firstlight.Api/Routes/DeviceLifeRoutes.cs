using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>What happened to a device, and what it may be told.</summary>
internal static class DeviceLifeRoutes
{
    private const int EventsPageMax = 1_000;

    public static void MapDeviceLife(this IEndpointRouteBuilder api)
    {
        var device = api.MapGroup("/devices/{id:long}").WithTags("Devices").OnlyOwnDevices().AtDevicesHome();
        device
            .MapGet("/events", ReadEventsAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary("A device's events, newest first.")
            .Refuses(400, 404);
        device
            .MapPost("/reboot", RebootAsync)
            .Requires(Policies.ControlsDevices)
            .WithSummary("Tell a connected device to restart.")
            .Refuses(404, 409);
        device
            .MapPost("/reconfigure", ReconfigureAsync)
            .Requires(Policies.ControlsDevices)
            .WithSummary(
                "Tell a connected device to open its access point for another network; it stays the same device."
            )
            .Refuses(404, 409);
    }

    private static async Task<Results<Ok<Page<EventAnswer>>, ProblemHttpResult>> ReadEventsAsync(
        long id,
        int? limit,
        string? cursor,
        Caller caller,
        IFleet fleet,
        CancellationToken cancellation
    )
    {
        var pageSize = limit ?? ApiLimits.PageDefault;
        if (Paging.CheckLimit(pageSize, EventsPageMax) is { } refusal)
            return Problem.Of(refusal);
        var page = await fleet.ReadEventsAsync(caller.Organisation, new DeviceId(id), pageSize, cursor, cancellation);
        return page.Succeeded
            ? TypedResults.Ok(new Page<EventAnswer>([.. page.Value.Items.Select(EventAnswer.Of)], page.Value.Next))
            : Problem.Of(page.Refusal);
    }

    private static Task<Results<NoContent, ProblemHttpResult>> RebootAsync(
        long id,
        Caller caller,
        IFleet fleet,
        CancellationToken cancellation
    ) => TellAsync(id, new DeviceCommand.Reboot(), "restart", caller, fleet, cancellation);

    private static Task<Results<NoContent, ProblemHttpResult>> ReconfigureAsync(
        long id,
        Caller caller,
        IFleet fleet,
        CancellationToken cancellation
    ) => TellAsync(id, new DeviceCommand.Reconfigure(), "open its access point", caller, fleet, cancellation);

    private static async Task<Results<NoContent, ProblemHttpResult>> TellAsync(
        long id,
        DeviceCommand command,
        string what,
        Caller caller,
        IFleet fleet,
        CancellationToken cancellation
    )
    {
        var sent = await fleet.SendAsync(caller.Organisation, new DeviceId(id), command, cancellation);
        if (!sent.Succeeded)
            return Problem.Of(sent.Refusal);
        return sent.Value
            ? TypedResults.NoContent()
            : Problem.Of(
                StatusCodes.Status409Conflict,
                "device_not_connected",
                $"The device is not connected, so it cannot be told to {what}."
            );
    }
}

internal sealed record EventAnswer(
    long Id,
    string Code,
    string? Description,
    DateTimeOffset At,
    DateTimeOffset? ResolvedAt
)
{
    public static EventAnswer Of(DeviceEvent deviceEvent) =>
        new(deviceEvent.Id, deviceEvent.Code, deviceEvent.Description, deviceEvent.At, deviceEvent.ResolvedAt);
}
