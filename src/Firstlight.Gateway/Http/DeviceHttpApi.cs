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
    internal const string Prefix = "/external/api";

    private static readonly string[] GetOrPost = [HttpMethods.Get, HttpMethods.Post];

    /// <summary>
    /// Maps what stands below <c>/external/api</c>, and for binary WebSocket messages <c>/websockets</c> (native frames) and
    /// <c>/mqtt</c>; and <c>/static/fw</c>, where devices fetch firmware.
    /// </summary>
    public static IEndpointRouteBuilder MapDeviceHttpApi(this IEndpointRouteBuilder endpoints)
    {
        // The token is the sign-in: no cookie or bearer rule of the host applies, so nobody looks for one, and OpenAPI of the
        // people's API leaves them out.
        var api = endpoints.MapGroup(Prefix).AllowAnonymous().ExcludeFromDescription();
        api.ShortCircuit();
        var flood = ActivatorUtilities.CreateInstance<CallFlood>(endpoints.ServiceProvider);
        var caller = ActivatorUtilities.CreateInstance<DeviceCaller>(endpoints.ServiceProvider, flood);
        var import = ActivatorUtilities.CreateInstance<ImportCall>(endpoints.ServiceProvider);
        var links = ActivatorUtilities.CreateInstance<ReportLinks>(endpoints.ServiceProvider);
        var report = ActivatorUtilities.CreateInstance<ReportCall>(endpoints.ServiceProvider, links);
        api.MapGet("/data/get", ReportAsync);
        var upload = ActivatorUtilities.CreateInstance<UploadCall>(endpoints.ServiceProvider);
        var address = ActivatorUtilities.CreateInstance<FileAddress>(endpoints.ServiceProvider);
        api.MapPost("/upload", UploadAsync);
        endpoints.MapGet(FileAddress.Pattern, address.ServeAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints
            .MapGet(ReportLinks.PathPrefix + "{name}", (HttpContext context) => report.ServeFileAsync(context))
            .AllowAnonymous()
            .ExcludeFromDescription();
        Map("/get", ReadCall.ServeAsync);
        Map("/getAll", ReadCall.ServeAllAsync);
        Map("/update", WriteCall.ServeAsync, GetOrPost);
        Map("/batch/update", WriteCall.ServeBatchAsync);
        api.MapPost("/batch/update", ImportAsync);
        Map("/update/property", PropertyCall.ServeAsync, GetOrPost);
        Map("/logEvent", EventCall.ServeAsync, GetOrPost);
        Map("/device", DeviceCall.ServeAsync);
        Map("/device/meta", MetadataCall.ReadAsync);
        Map("/device/meta/update", MetadataCall.WriteAsync, GetOrPost);
        Map("/isHardwareConnected", IsConnectedAsync);
        api.MapGet("/provision", (HttpContext context) => caller.ProvisionAsync(context, ReadReport));

        // A page of another site asks first whether it may send JSON; it need not ask for anything else.
        api.MapMethods("/batch/update", [HttpMethods.Options], (HttpContext context) => AllowPages(context.Response));

        Task ImportAsync(HttpContext context) =>
            caller.ServeAsync(
                context,
                (device, query, cancellation) => import.ServeAsync(device, query, context.Request, cancellation)
            );

        Task UploadAsync(HttpContext context) =>
            caller.ServeAsync(
                context,
                (device, query, cancellation) => upload.ServeAsync(device, query, context.Request, cancellation)
            );

        Task ReportAsync(HttpContext context) =>
            caller.ServeAsync(
                context,
                (device, query, cancellation) => report.ServeAsync(device, query, context.Request, cancellation)
            );

        void Map(string path, DeviceCaller.Call call, string[]? methods = null) =>
            api.MapMethods(
                path,
                methods ?? [HttpMethods.Get],
                (HttpContext context) => caller.ServeAsync(context, call)
            );

        endpoints
            .MapMethods(FirmwareCall.Path, [HttpMethods.Get, HttpMethods.Head], FirmwareCall.ServeAsync)
            .AllowAnonymous()
            .ExcludeFromDescription();
        MapSocket(endpoints, "/websockets", DeviceWebSocket.ServeNativeAsync);
        MapSocket(endpoints, "/mqtt", DeviceWebSocket.ServeMqttAsync);
        return endpoints;
    }

    private static void AllowPages(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlAllowMethods = "GET, POST";
        response.Headers.AccessControlAllowHeaders = "Content-Type";
        response.Headers.AccessControlMaxAge = "86400";
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
