using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Workbench;

/// <summary><c>/networks</c>: the routers of the room. Passwords go in and never come out.</summary>
internal static class NetworkEndpoints
{
    public static void MapNetworks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/networks", (RoomKeeper keeper) => Results.Ok(ViewAll(keeper.Room)));
        routes.MapPost("/networks", CreateAsync);
        routes.MapMethods("/networks/{ssid}", [HttpMethods.Put, HttpMethods.Patch], ChangeAsync);
        routes.MapDelete("/networks/{ssid}", RemoveAsync);
    }

    public static IReadOnlyList<NetworkView> ViewAll(Room room) => [.. room.Air.Networks.Select(NetworkView.Of)];

    private static async Task<IResult> CreateAsync(
        HttpRequest request,
        RoomKeeper keeper,
        CancellationToken cancellation
    )
    {
        var (draft, refusal) = await Body.ReadAsync<NetworkDraft>(request, cancellation);
        if (draft is null)
            return refusal!;
        var network = draft.ToNetwork();
        if (network.FindFault() is { } fault)
            return Refusals.Invalid(fault.Field, fault.Message);
        return await keeper.ChangeAirAsync(air => air.TryAdd(network), cancellation)
            ? Results.Created($"/networks/{Uri.EscapeDataString(network.Ssid)}", NetworkView.Of(network))
            : Refusals.Conflict(
                $"There is a network \"{network.Ssid}\" already, or there are {Air.NetworksMax} networks."
            );
    }

    private static async Task<IResult> ChangeAsync(
        string ssid,
        HttpRequest request,
        RoomKeeper keeper,
        CancellationToken cancellation
    )
    {
        if (!keeper.Room.Air.TryFind(ssid, out var network))
            return Refusals.NoNetwork(ssid);
        var (draft, refusal) = await Body.ReadAsync<NetworkDraft>(request, cancellation);
        if (draft is null)
            return refusal!;
        if (draft.Ssid is { } renamed && renamed != ssid)
            return Refusals.Invalid("ssid", "A network cannot be renamed; remove it and add another one.");
        var changed = draft.Apply(network);
        if (changed.FindFault() is { } fault)
            return Refusals.Invalid(fault.Field, fault.Message);
        return await keeper.ChangeAirAsync(air => air.TryChange(changed), cancellation)
            ? Results.Ok(NetworkView.Of(changed))
            : Refusals.NoNetwork(ssid);
    }

    private static async Task<IResult> RemoveAsync(string ssid, RoomKeeper keeper, CancellationToken cancellation) =>
        await keeper.ChangeAirAsync(air => air.TryRemove(ssid), cancellation)
            ? Results.NoContent()
            : Refusals.NoNetwork(ssid);
}
