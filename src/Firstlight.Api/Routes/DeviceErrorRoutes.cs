using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>What a device does wrong, for its maker; and whether it answers at all.</summary>
internal static class DeviceErrorRoutes
{
    public static void MapDeviceErrors(this IEndpointRouteBuilder api)
    {
        var device = api.MapGroup("/devices/{id:long}").WithTags("Devices").OnlyOwnDevices().AtDevicesHome();
        device
            .MapGet("/errors", ReadAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary(
                "What the device did wrong by whichever protocol, the latest first: at most 50 kinds since the cloud started."
            )
            .Refuses(404);
        device
            .MapDelete("/errors", ClearAsync)
            .Requires(Policies.ControlsDevices)
            .WithSummary("Empty the list of the device's errors.")
            .Refuses(404);
        device
            .MapPost("/ping", PingAsync)
            .Requires(Policies.ControlsDevices)
            .WithSummary("Ask a connected device for a sign of life, and wait five seconds for it.")
            .Refuses(404, 409);
    }

    private static async Task<Results<Ok<Page<DeviceErrorAnswer>>, ProblemHttpResult>> ReadAsync(
        long id,
        Caller caller,
        IDeviceErrors errors,
        CancellationToken cancellation
    )
    {
        var found = await errors.ReadAsync(caller.Organisation, new DeviceId(id), cancellation);
        return found.Succeeded
            ? TypedResults.Ok(new Page<DeviceErrorAnswer>([.. found.Value.Select(DeviceErrorAnswer.Of)], Next: null))
            : Problem.Of(found.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ClearAsync(
        long id,
        Caller caller,
        IDeviceErrors errors,
        CancellationToken cancellation
    )
    {
        var cleared = await errors.ClearAsync(caller.Organisation, new DeviceId(id), cancellation);
        return cleared.Succeeded ? TypedResults.NoContent() : Problem.Of(cleared.Refusal);
    }

    private static async Task<Results<Ok<PingAnswer>, ProblemHttpResult>> PingAsync(
        long id,
        Caller caller,
        IFleet fleet,
        CancellationToken cancellation
    )
    {
        var pinged = await fleet.PingAsync(caller.Organisation, new DeviceId(id), cancellation);
        if (!pinged.Succeeded)
            return Problem.Of(pinged.Refusal);
        return pinged.Value.State switch
        {
            PingState.NotConnected => Problem.Of(
                StatusCodes.Status409Conflict,
                "device_not_connected",
                "The device is not connected, so it cannot be pinged."
            ),
            PingState.NotPossible => Problem.Of(
                StatusCodes.Status409Conflict,
                "device_takes_no_pings",
                "The device takes no pings: over MQTT it has to subscribe to downlink/#, and early Python libraries do not know them."
            ),
            _ => TypedResults.Ok(PingAnswer.Of(pinged.Value)),
        };
    }
}

/// <param name="Kind">Of what kind.</param>
/// <param name="Subject">What it was about: a topic, a pin, a name.</param>
/// <param name="Words">What is wrong and what to do about it.</param>
/// <param name="Protocol">By which protocol.</param>
/// <param name="Count">How often it happened.</param>
/// <param name="FirstAt">When first.</param>
/// <param name="LastAt">When last.</param>
internal sealed record DeviceErrorAnswer(
    DeviceErrorKind Kind,
    string Subject,
    string Words,
    string Protocol,
    long Count,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt
)
{
    public static DeviceErrorAnswer Of(DeviceError error) =>
        new(
            error.Fault.Kind,
            error.Fault.Subject,
            error.Fault.Words,
            error.Protocol,
            error.Count,
            error.FirstAt,
            error.LastAt
        );
}

/// <param name="Answered">False when it did not answer within five seconds.</param>
/// <param name="Milliseconds">How long the answer took; null for none.</param>
internal sealed record PingAnswer(bool Answered, double? Milliseconds)
{
    public static PingAnswer Of(PingResult result) =>
        new(
            result.State is PingState.Answered,
            result.RoundTrip is { } time ? Math.Round(time.TotalMilliseconds, 1) : null
        );
}
