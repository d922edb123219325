using System.Net.WebSockets;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Native;

/// <summary>The browser library: native frames in binary messages.</summary>
public sealed class WebSocketTests
{
    [Fact]
    public async Task A_device_speaks_native_frames_over_a_websocket()
    {
        await using var host = await GatewayHost.StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new Uri($"ws://127.0.0.1:{host.Port}/websockets"),
            TestContext.Current.CancellationToken
        );
        await using var client = new NativeClient(WebSocketStream.Create(socket, WebSocketMessageType.Binary));

        (await client.LogInAsync(FakeDoor.Known)).ShouldBe((ushort)StatusCode.Success);
        await client.SendAsync(Command.Internal, "ver", "0.5.4", "dev", "js");
        (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        await client.SendAsync(Command.Hardware, "vw", "0", "5");
        await client.SendAsync(Command.Ping);
        (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);

        var session = host.Door.Sessions.ShouldHaveSingleItem();
        session.Writes.ShouldHaveSingleItem().Value.ShouldBe("5");
        session.Link.Protocol.ShouldBe("websocket");
        session.Link.RemoteAddress.ShouldBe("127.0.0.1");

        await host.AdvanceUntilAsync(() => session.Disposed, "it is cut off when it falls silent");
    }

    [Fact]
    public async Task A_link_that_has_ended_may_be_ended_once_more_by_whoever_comes_late()
    {
        await using var host = await GatewayHost.StartAsync();
        using (var socket = new ClientWebSocket())
        {
            await socket.ConnectAsync(
                new Uri($"ws://127.0.0.1:{host.Port}/websockets"),
                TestContext.Current.CancellationToken
            );
            await using var client = new NativeClient(WebSocketStream.Create(socket, WebSocketMessageType.Binary));
            (await client.LogInAsync(FakeDoor.Known)).ShouldBe((ushort)StatusCode.Success);
        }

        var session = host.Door.Sessions.ShouldHaveSingleItem();
        await GatewayHost.UntilAsync(() => session.Disposed, "its request has ended");

        // The device's next login does this, and must not fail by it; the request behind the link is cleared away meanwhile.
        for (var time = 0; time < 50; time++)
        {
            session.Link.Abort(LinkEnd.Replaced);
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_plain_request_there_is_refused()
    {
        await using var host = await GatewayHost.StartAsync();
        using var http = host.Http();
        var answer = await http.GetAsync("/websockets", TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(400);
    }
}
