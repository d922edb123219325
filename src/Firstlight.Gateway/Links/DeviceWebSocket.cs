using System.Net;
using System.Net.WebSockets;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Mqtt;
using Firstlight.Gateway.Native;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Gateway.Links;

/// <summary>Device protocols in binary WebSocket messages, read as one byte stream: what browsers speak.</summary>
internal static class DeviceWebSocket
{
    /// <summary>MQTT clients ask for it and leave when it is not named in the answer.</summary>
    private const string MqttSubProtocol = "mqtt";

    public static Task ServeNativeAsync(HttpContext context) =>
        ServeAsync(
            context,
            "websocket",
            subProtocol: null,
            static (services, wire) => new NativeConnection(services, wire)
        );

    public static Task ServeMqttAsync(HttpContext context)
    {
        var asked = context.WebSockets.WebSocketRequestedProtocols.Contains(MqttSubProtocol);
        return ServeAsync(
            context,
            "mqtt",
            asked ? MqttSubProtocol : null,
            static (services, wire) => new MqttConnection(services, wire)
        );
    }

    private static async Task ServeAsync(
        HttpContext context,
        string protocol,
        string? subProtocol,
        Func<LinkServices, Wire, DeviceConnection> connect
    )
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var services = context.RequestServices.GetRequiredService<LinkServices>();
        var watch = context.RequestServices.GetRequiredService<Watch>();
        using var socket = await context.WebSockets.AcceptWebSocketAsync(subProtocol);
        var stream = WebSocketStream.Create(socket, WebSocketMessageType.Binary);
        await using var wire = new Wire(
            new Holder(context),
            stream,
            new ReceiveBuffer(stream),
            context.Connection.RemoteIpAddress ?? IPAddress.None,
            protocol,
            services.Time.GetTimestamp(),
            context.Request.IsHttps,
            context.Request.Path,
            Place: null,
            context.RequestAborted
        );
        var connection = connect(services, wire);
        if (!watch.TryAdd(connection))
            return;
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            watch.Remove(connection);
        }
    }

    /// <summary>The request that became a WebSocket.</summary>
    private sealed class Holder(HttpContext context) : IWireHolder
    {
        // Not the context's own: that one fails once the request has ended, and whoever ends this link may come later.
        private readonly IHttpRequestLifetimeFeature _lifetime =
            context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();

        public void Cut() => _lifetime.Abort();

        public EndPoint? FindLocalEndPoint() =>
            context.Connection.LocalIpAddress is { } address
                ? new IPEndPoint(address, context.Connection.LocalPort)
                : null;
    }
}
