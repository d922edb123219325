using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Firmware on its way to devices.</summary>
internal static class ShipmentRoutes
{
    private const long SecondsMax = 1_000_000_000;

    public static void MapShipments(this IEndpointRouteBuilder api)
    {
        var shipments = api.MapGroup("/shipments").WithTags("Shipments");
        shipments
            .MapPost("/", StartAsync)
            .WithSummary("Bring firmware to devices: those that are connected are told at once, a few a second.")
            .Requires(Policies.ManagesShipments)
            .Refuses(400, 404, 413, 415, 429);
        shipments
            .MapGet("/", ListAsync)
            .WithSummary("Shipments, newest first, with how many devices are in which state.")
            .Requires(Policies.SeesShipments)
            .Refuses(400);
        shipments
            .MapGet("/{id:long}", GetAsync)
            .WithSummary("One shipment and how far it is.")
            .Requires(Policies.SeesShipments)
            .Refuses(404);
        shipments
            .MapGet("/{id:long}/devices", ListDevicesAsync)
            .WithSummary("A shipment's devices by id, perhaps those in one state only.")
            .Requires(Policies.SeesShipments)
            .Refuses(400, 404);
        shipments
            .MapPost("/{id:long}/stop", StopAsync)
            .WithSummary("Stop a shipment: nobody is told from now on. What devices have fetched they may install.")
            .Requires(Policies.ManagesShipments)
            .Refuses(404, 409);
    }

    private static async Task<Results<Created<ShipmentAnswer>, ProblemHttpResult>> StartAsync(
        StartShipment request,
        Caller caller,
        IShipments shipments,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        if (request.FirmwareId is not { } firmware)
            return Problem.Of(Refusal.Invalid("firmwareId", "Say which firmware as 'firmwareId'."));
        var draft = new ShipmentDraft(
            new FirmwareId(firmware),
            request.DeviceIds?.Select(id => new DeviceId(id)).ToList(),
            request.Title,
            request.AttemptsLimit,
            request.AttemptsResetSeconds is { } seconds
                ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, SecondsMax))
                : null
        );
        var started = await shipments.StartAsync(caller.Organisation, caller.Person, draft, cancellation);
        if (!started.Succeeded)
            return Problem.Of(started.Refusal);
        var id = started.Value.Shipment.Id;
        await audit.RecordAsync(caller, AuditActions.ShipmentStarted, $"shipment/{id}", cancellation);
        return TypedResults.Created($"/api/v1/shipments/{id}", ShipmentAnswer.Of(started.Value));
    }

    private static async Task<Results<Ok<Page<ShipmentAnswer>>, ProblemHttpResult>> ListAsync(
        string? cursor,
        int? limit,
        Caller caller,
        IShipments shipments,
        CancellationToken cancellation
    )
    {
        var page = await shipments.ListAsync(caller.Organisation, cursor, limit ?? ApiLimits.PageDefault, cancellation);
        return page.Succeeded
            ? TypedResults.Ok(
                new Page<ShipmentAnswer>([.. page.Value.Items.Select(ShipmentAnswer.Of)], page.Value.Next)
            )
            : Problem.Of(page.Refusal);
    }

    private static async Task<Results<Ok<ShipmentAnswer>, ProblemHttpResult>> GetAsync(
        long id,
        Caller caller,
        IShipments shipments,
        CancellationToken cancellation
    ) =>
        await shipments.FindAsync(caller.Organisation, new ShipmentId(id), cancellation) is { } found
            ? TypedResults.Ok(ShipmentAnswer.Of(found))
            : Problem.NotFound("shipment", id);

    private static async Task<Results<Ok<Page<ShippedDeviceAnswer>>, ProblemHttpResult>> ListDevicesAsync(
        long id,
        string? state,
        string? cursor,
        int? limit,
        Caller caller,
        IShipments shipments,
        CancellationToken cancellation
    )
    {
        UpdateState? only = null;
        if (state is not null)
        {
            if (!Word.TryRead<UpdateState>(state, out var known))
                return Problem.Of(Refusal.Invalid("state", Word.Expected<UpdateState>()));
            only = known;
        }

        var page = await shipments.ListDevicesAsync(
            caller.Organisation,
            new ShipmentId(id),
            only,
            cursor,
            limit ?? ApiLimits.PageDefault,
            cancellation
        );
        return page.Succeeded
            ? TypedResults.Ok(
                new Page<ShippedDeviceAnswer>([.. page.Value.Items.Select(ShippedDeviceAnswer.Of)], page.Value.Next)
            )
            : Problem.Of(page.Refusal);
    }

    private static async Task<Results<Ok<ShipmentAnswer>, ProblemHttpResult>> StopAsync(
        long id,
        Caller caller,
        IShipments shipments,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var stopped = await shipments.StopAsync(caller.Organisation, new ShipmentId(id), cancellation);
        if (!stopped.Succeeded)
            return Problem.Of(stopped.Refusal);
        await audit.RecordAsync(caller, AuditActions.ShipmentStopped, $"shipment/{id}", cancellation);
        return TypedResults.Ok(ShipmentAnswer.Of(stopped.Value));
    }
}
