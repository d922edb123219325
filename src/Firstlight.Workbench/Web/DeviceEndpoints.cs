using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Workbench;

/// <summary><c>/devices</c>: the things on the bench.</summary>
internal static class DeviceEndpoints
{
    private const double HeldSecondsMax = 60;

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/devices", List);
        routes.MapPost("/devices", CreateAsync);
        routes.MapGet("/devices/{id}", Get);
        routes.MapDelete("/devices/{id}", RemoveAsync);
        routes.MapPost("/devices/{id}/button", HoldButtonAsync);
        routes.MapPost("/devices/{id}/power", SetPowerAsync);
        routes.MapGet("/devices/{id}/log", GetLog);
    }

    public static IReadOnlyList<DeviceView> ViewAll(Room room, AirAddress address) =>
        [
            .. room
                .Devices.OrderBy(device => device.Id, StringComparer.Ordinal)
                .Select(device => DeviceView.Of(device, address)),
        ];

    private static IResult List(HttpRequest request, RoomKeeper keeper) =>
        Results.Ok(ViewAll(keeper.Room, AirAddress.SeenFrom(request)));

    private static async Task<IResult> CreateAsync(
        HttpRequest request,
        RoomKeeper keeper,
        CancellationToken cancellation
    )
    {
        var (draft, refusal) = await Body.ReadAsync<DeviceDraft>(request, cancellation);
        if (draft is null)
            return refusal!;
        var model = draft.ToModel(keeper.TlsByDefault);
        if (model.FindFault() is { } fault)
            return Refusals.Invalid(fault.Field, fault.Message);
        return await keeper.AddDeviceAsync(model, cancellation) is { } device
            ? Results.Created($"/devices/{device.Id}", DeviceView.Of(device, AirAddress.SeenFrom(request)))
            : Refusals.Conflict("The room is full; remove a device first.");
    }

    private static IResult Get(string id, HttpRequest request, RoomKeeper keeper) =>
        keeper.Room.Find(id) is { } device
            ? Results.Ok(DeviceView.Of(device, AirAddress.SeenFrom(request)))
            : Refusals.NoDevice(id);

    private static async Task<IResult> RemoveAsync(string id, RoomKeeper keeper, CancellationToken cancellation) =>
        await keeper.RemoveDeviceAsync(id, cancellation) ? Results.NoContent() : Refusals.NoDevice(id);

    private static async Task<IResult> HoldButtonAsync(
        string id,
        HttpRequest request,
        RoomKeeper keeper,
        CancellationToken cancellation
    )
    {
        if (keeper.Room.Find(id) is not { } device)
            return Refusals.NoDevice(id);
        var (draft, refusal) = await Body.ReadAsync<ButtonDraft>(request, cancellation);
        if (draft is null)
            return refusal!;
        // Written so that "not a number" fails, too.
        if (draft.HeldSeconds is not (> 0 and <= HeldSecondsMax))
            return Refusals.Invalid(
                "heldSeconds",
                $"The button is held for more than 0 and up to {HeldSecondsMax} seconds."
            );
        await device.HoldButtonAsync(TimeSpan.FromSeconds(draft.HeldSeconds.Value), cancellation);
        return Results.Ok(DeviceView.Of(device, AirAddress.SeenFrom(request)));
    }

    private static async Task<IResult> SetPowerAsync(
        string id,
        HttpRequest request,
        RoomKeeper keeper,
        CancellationToken cancellation
    )
    {
        if (keeper.Room.Find(id) is not { } device)
            return Refusals.NoDevice(id);
        var (draft, refusal) = await Body.ReadAsync<PowerDraft>(request, cancellation);
        if (draft is null)
            return refusal!;
        if (draft.On is not { } on)
            return Refusals.Invalid("on", "Say true (plug in) or false (plug pulled).");
        await keeper.SetPowerAsync(device, on, cancellation);
        return Results.Ok(DeviceView.Of(device, AirAddress.SeenFrom(request)));
    }

    private static IResult GetLog(string id, RoomKeeper keeper) =>
        keeper.Room.Find(id) is { } device ? Results.Ok(new LogView(device.Log)) : Refusals.NoDevice(id);
}
