using System.Net;
using System.Net.WebSockets;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Gateway.Native;

/// <summary>Native frames in binary WebSocket messages, read as one byte stream: what the browser library speaks.</summary>
internal static class NativeWebSocket
{
    public static async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var services = context.RequestServices.GetRequiredService<LinkServices>();
        var watch = context.RequestServices.GetRequiredService<Watch>();
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await using var stream = WebSocketStream.Create(socket, WebSocketMessageType.Binary);
        using var input = new ReceiveBuffer(stream);
        var remote = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var wire = new Wire(stream, input, remote, "websocket", context.Abort, Place: null, context.RequestAborted);
        var connection = new NativeConnection(services, wire);
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
}
