using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>What shipments have for one device, and had.</summary>
internal static class DeviceUpdateRoutes
{
    public static void MapDeviceUpdates(this IEndpointRouteBuilder api)
    {
        var device = api.MapGroup("/devices/{id:long}").WithTags("Shipments").OnlyOwnDevices();
        device
            .MapGet("/update", FindPendingAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary("The update that waits for a device or is under way.")
            .Refuses(404);
        device
            .MapGet("/updates", ListAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary(
                "What shipments have for a device and had, the latest first: how each went on, and why it ended so."
            )
            .Refuses(400, 404);
    }

    private static async Task<Results<Ok<PendingUpdateAnswer>, NoContent, ProblemHttpResult>> FindPendingAsync(
        long id,
        Caller caller,
        IDeviceRegistry registry,
        IShipments shipments,
        CancellationToken cancellation
    )
    {
        var device = new DeviceId(id);
        if (await registry.FindAsync(caller.Organisation, device, cancellation) is null)
            return Problem.NotFound("device", id);
        return await shipments.FindPendingAsync(caller.Organisation, device, cancellation) is { } due
            ? TypedResults.Ok(PendingUpdateAnswer.Of(due))
            : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Page<DeviceUpdateAnswer>>, ProblemHttpResult>> ListAsync(
        long id,
        string? cursor,
        int? limit,
        Caller caller,
        IDeviceRegistry registry,
        IShipments shipments,
        CancellationToken cancellation
    )
    {
        var device = new DeviceId(id);
        if (await registry.FindAsync(caller.Organisation, device, cancellation) is null)
            return Problem.NotFound("device", id);
        var page = await shipments.ListOfDeviceAsync(
            caller.Organisation,
            device,
            cursor,
            limit ?? ApiLimits.PageDefault,
            cancellation
        );
        return page.Succeeded
            ? TypedResults.Ok(
                new Page<DeviceUpdateAnswer>([.. page.Value.Items.Select(DeviceUpdateAnswer.Of)], page.Value.Next)
            )
            : Problem.Of(page.Refusal);
    }
}
