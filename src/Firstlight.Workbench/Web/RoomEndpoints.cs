using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Firstlight.Edgent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Workbench;

/// <summary><c>/room</c>, <c>/air</c> and <c>/live</c>: the room as a whole, as a phone in it sees it, and as it changes.</summary>
internal static class RoomEndpoints
{
    public static void MapRoom(this IEndpointRouteBuilder routes, CloudHint cloud)
    {
        routes.MapGet("/room", (HttpRequest request, RoomKeeper keeper) => Results.Ok(View(request, keeper, cloud)));
        routes.MapGet("/air", ListAccessPoints);
        routes.MapGet(
            "/live",
            (
                HttpRequest request,
                RoomKeeper keeper,
                IHostApplicationLifetime lifetime,
                CancellationToken cancellation
            ) =>
                TypedResults.ServerSentEvents(
                    WatchAsync(request, keeper, cloud, lifetime.ApplicationStopping, cancellation)
                )
        );
        routes.MapDevices();
        routes.MapNetworks();
        routes.MapEdgentPortal(AirAddress.Prefix + "/{deviceId}", FindPortal);
    }

    private static RoomView View(HttpRequest request, RoomKeeper keeper, CloudHint cloud) =>
        new(
            DeviceEndpoints.ViewAll(keeper.Room, AirAddress.SeenFrom(request)),
            NetworkEndpoints.ViewAll(keeper.Room),
            cloud
        );

    private static IResult ListAccessPoints(HttpRequest request, RoomKeeper keeper)
    {
        var address = AirAddress.SeenFrom(request);
        return Results.Ok(
            new AirView([
                .. keeper
                    .Room.Devices.OrderBy(device => device.Id, StringComparer.Ordinal)
                    .Select(device => AccessPointView.Of(device, address))
                    .OfType<AccessPointView>(),
            ])
        );
    }

    private static Portal? FindPortal(HttpContext context)
    {
        var keeper = context.RequestServices.GetRequiredService<RoomKeeper>();
        return keeper.Room.Find((string)context.Request.RouteValues["deviceId"]!)?.FindPortal();
    }

    private static async IAsyncEnumerable<SseItem<object>> WatchAsync(
        HttpRequest request,
        RoomKeeper keeper,
        CloudHint cloud,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var room = keeper.Room;
        var address = AirAddress.SeenFrom(request);
        // A watcher would otherwise hold the program until the stop's time limit.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellation);
        await foreach (var change in room.WatchAsync(either.Token))
        {
            yield return change.What switch
            {
                RoomPart.Everything => new(View(request, keeper, cloud), "room"),
                RoomPart.Networks => new(NetworkEndpoints.ViewAll(room), "networks"),
                _ when room.Find(change.DeviceId!) is { } device => new(DeviceView.Of(device, address), "device"),
                _ => new(new { id = change.DeviceId }, "device.removed"),
            };
        }
    }
}
