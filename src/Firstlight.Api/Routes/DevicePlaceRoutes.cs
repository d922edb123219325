using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Where devices are, and the time zones there are to choose from (docs/decisions/0046).</summary>
internal static class DevicePlaceRoutes
{
    public static void MapDevicePlaces(this IEndpointRouteBuilder api)
    {
        var places = api.MapGroup("/devices/{id:long}/place").WithTags("Devices").OnlyOwnDevices();
        places
            .MapPut("/", PutAsync)
            .Requires(Policies.ControlsDevices)
            .WithSummary("Say where a device is, and by which clock it lives there.")
            .Refuses(400, 404, 413, 415);
        places
            .MapDelete("/", DeleteAsync)
            .Requires(Policies.ControlsDevices)
            .WithSummary("Take a device's place away.")
            .Refuses(404);
        api.MapGet("/time-zones", () => TypedResults.Ok(new TimeZonesAnswer(ZoneName.All)))
            .WithTags("Devices")
            .Requires(Policies.SignedIn)
            .WithSummary("The names of all time zones that this cloud knows.");
    }

    private static async Task<Results<Ok<DeviceAnswer>, ProblemHttpResult>> PutAsync(
        long id,
        GivenPlace request,
        Caller caller,
        IDeviceRegistry registry,
        IFleet fleet,
        CancellationToken cancellation
    )
    {
        if (request.Latitude is not { } latitude)
            return Problem.Of(Refusal.Invalid("latitude", "Give a 'latitude', degrees north."));
        if (request.Longitude is not { } longitude)
            return Problem.Of(Refusal.Invalid("longitude", "Give a 'longitude', degrees east."));
        var place = new DevicePlace(latitude, longitude, request.Address, request.TimeZone);
        var set = await registry.SetPlaceAsync(caller.Organisation, new DeviceId(id), place, cancellation);
        return set.Succeeded ? TypedResults.Ok(DeviceAnswer.Of(set.Value, fleet)) : Problem.Of(set.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long id,
        Caller caller,
        IDeviceRegistry registry,
        CancellationToken cancellation
    )
    {
        var taken = await registry.SetPlaceAsync(caller.Organisation, new DeviceId(id), place: null, cancellation);
        return taken.Succeeded ? TypedResults.NoContent() : Problem.Of(taken.Refusal);
    }
}

internal sealed record TimeZonesAnswer(IReadOnlyList<string> Items);
