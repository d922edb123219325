using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Giving a device away: it keeps its id, its data, its token and its connection.</summary>
internal static class DeviceTransferRoutes
{
    public static void MapDeviceTransfer(this IEndpointRouteBuilder api) =>
        api.MapPost("/devices/{id:long}/transfer", TransferAsync)
            .AtDevicesHome()
            .WithTags("Devices")
            .WithSummary(
                "Give a device to another person or organisation of one's tree; without 'ownerId' it is nobody's."
            )
            .Requires(Policies.TransfersDevices)
            .Refuses(400, 404, 409, 413, 415);

    private static async Task<Results<Ok<DeviceAnswer>, ProblemHttpResult>> TransferAsync(
        long id,
        TransferDevice request,
        Caller caller,
        IOrganisations organisations,
        IPeopleDirectory people,
        IDeviceRegistry registry,
        IFleet fleet,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var device = new DeviceId(id);
        if (await registry.FindAsync(caller.Organisation, device, cancellation) is null)
            return Problem.NotFound("device", id);
        var to = request.OrganisationId is { } number ? new OrganisationId(number) : caller.Organisation;
        if (await organisations.FindAsync(caller.Home, to, cancellation) is null)
            return Problem.NotFound("organisation", to);
        UserId? owner = request.OwnerId is { } person ? new UserId(person) : null;
        if (owner is { } named && await people.FindAsync(to, named, cancellation) is null)
            return Problem.NotFound("person", named);
        var given = await registry.GiveAsync(caller.Organisation, device, to, owner, cancellation);
        if (!given.Succeeded)
            return Problem.Of(given.Refusal);
        fleet.NoteMove(device, to, owner);
        await audit.RecordAsync(caller, AuditActions.DeviceTransferred, $"device/{id}", cancellation);
        return TypedResults.Ok(DeviceAnswer.Of(given.Value, fleet));
    }
}

/// <param name="OrganisationId">Where to; left out, it stays where it is.</param>
/// <param name="OwnerId">A person there; left out, it is nobody's.</param>
internal sealed record TransferDevice(long? OrganisationId, long? OwnerId);
