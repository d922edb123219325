using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Gateway.Http;
using Firstlight.Gateway.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Gateway;

/// <summary>The HTTP side of the devices' door: paths, names and answers as devices and scripts in the field expect them.</summary>
public static class DeviceHttpApi
{
    /// <summary>
    /// Maps <c>/external/api/get</c>, <c>update</c>, <c>isHardwareConnected</c>, <c>provision</c>, and for binary WebSocket messages
    /// <c>/websockets</c> (native frames) and <c>/mqtt</c>.
    /// </summary>
    public static IEndpointRouteBuilder MapDeviceHttpApi(this IEndpointRouteBuilder endpoints)
    {
        // The token is the sign-in: no cookie or bearer rule of the host applies, and OpenAPI of the people's API leaves them out.
        var api = endpoints.MapGroup("/external/api").AllowAnonymous().ExcludeFromDescription();
        var caller = ActivatorUtilities.CreateInstance<DeviceCaller>(endpoints.ServiceProvider);
        api.MapGet("/get", (HttpContext context) => caller.ServeAsync(context, ReadCall.ServeAsync));
        api.MapGet("/update", (HttpContext context) => caller.ServeAsync(context, WriteCall.ServeAsync));
        api.MapGet("/isHardwareConnected", (HttpContext context) => caller.ServeAsync(context, IsConnectedAsync));
        api.MapGet("/provision", (HttpContext context) => caller.ProvisionAsync(context, ReadReport));

        MapSocket(endpoints, "/websockets", DeviceWebSocket.ServeNativeAsync);
        MapSocket(endpoints, "/mqtt", DeviceWebSocket.ServeMqttAsync);
        return endpoints;
    }

    private static void MapSocket(IEndpointRouteBuilder endpoints, string path, RequestDelegate serve)
    {
        var sockets = endpoints.CreateApplicationBuilder();
        sockets.UseWebSockets();
        sockets.Run(serve);
        endpoints.MapGet(path, sockets.Build()).AllowAnonymous().ExcludeFromDescription();
    }

    private static Task<IResult> IsConnectedAsync(
        IDeviceActions device,
        CallQuery query,
        CancellationToken cancellation
    ) => Task.FromResult<IResult>(DeviceAnswer.Text(device.IsConnected ? "true" : "false"));

    private static HardwareReport ReadReport(CallQuery query) =>
        new()
        {
            TemplateId = query.Find("templateId"),
            FirmwareVersion = query.Find("ver"),
            FirmwareType = query.Find("fwType"),
            Build = query.Find("build"),
            LibraryVersion = query.Find("blVer"),
            Board = query.Find("boType"),
        };
}
