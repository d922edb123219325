using System.Net;
using System.Net.WebSockets;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Gateway.Tests.Mqtt;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Mqtt;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests;

/// <summary>A server that has moved sends everyone on, each in the words of its protocol, and calls no token wrong.</summary>
public sealed class MovedTests
{
    private static readonly MovedTo Place = new("127.0.0.1", 18_083, 18_443);

    [Theory]
    [InlineData(FakeDoor.Known)]
    [InlineData(FakeDoor.Stranger)] // the other server may have made it since
    public async Task A_native_login_is_answered_with_the_place_and_nothing_else(string token)
    {
        await using var host = await StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendAsync(Command.HardwareLogin, 1, token);
        (await client.ReadAsync()).Hex.ShouldBe("29 00 01 00 0f 31 32 37 2e 30 2e 30 2e 31 00 31 38 30 38 33");
        await client.SendAsync(Command.Ping); // heard by nobody
        await GatewayHost.UntilAsync(() => host.Watch.Count == 1, "the link still lingers");
        await host.AdvanceUntilAsync(() => host.Watch.Count == 0, "the link ends");
        await client.WaitForCloseAsync();
        host.Door.Asked.ShouldBe(0, "this store is the past");
    }

    [Fact]
    public async Task What_can_be_no_token_is_closed_and_not_called_wrong()
    {
        await using var host = await StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendAsync(Command.HardwareLogin, "short");
        await client.WaitForCloseAsync();
    }

    [Fact]
    public async Task Whoever_came_with_tls_is_sent_to_the_tls_port()
    {
        await using var host = await StartAsync(tls: true);
        await using var client = await NativeClient.ConnectTlsAsync(host.TlsPort, host.Root);

        await client.SendAsync(Command.Login, FakeDoor.Known);
        (await client.ReadAsync()).ToString().ShouldBe("1: Redirect 127.0.0.1·18443");
    }

    [Fact]
    public async Task A_websocket_with_native_frames_is_sent_on_too()
    {
        await using var host = await StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new Uri($"ws://127.0.0.1:{host.Port}/websockets"),
            TestContext.Current.CancellationToken
        );
        await using var client = new NativeClient(WebSocketStream.Create(socket, WebSocketMessageType.Binary));

        await client.SendAsync(Command.HardwareLogin, FakeDoor.Known);
        (await client.ReadAsync()).ToString().ShouldBe("1: Redirect 127.0.0.1·18083");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task Over_mqtt_the_place_is_the_last_message_and_needs_no_subscription(MqttVersion version)
    {
        await using var host = await StartAsync();
        await using var client = await host.ConnectMqttAsync(version);

        (await client.LogInAsync(FakeDoor.Known)).Reason.ShouldBe(ReasonCode.Success);
        (await client.ReadMessageAsync()).ShouldBe("downlink/redirect = mqtt://127.0.0.1:18083");
        await host.AdvanceUntilAsync(() => host.Watch.Count == 0, "the link ends");
        if (version is MqttVersion.V5)
            (await client.ReadDisconnectAsync()).ShouldBe(ReasonCode.ServerMoved);
        await client.WaitForCloseAsync();
    }

    [Fact]
    public async Task The_reason_of_mqtt_5_names_the_place_as_well()
    {
        await using var host = await StartAsync();
        await using var client = await host.ConnectMqttAsync(MqttVersion.V5);
        await client.LogInAsync(FakeDoor.Known);
        await client.ReadMessageAsync();
        await host.AdvanceUntilAsync(() => host.Watch.Count == 0, "the link ends");

        var packet = await client.ExpectAsync(PacketType.Disconnect);
        DisconnectPacket.TryRead(packet, MqttVersion.V5, out var disconnect, out _).ShouldBeTrue();
        disconnect.Properties.TryFind(PropertyId.ServerReference, out var place).ShouldBeTrue();
        place.Text.ShouldBe("127.0.0.1:18083");
    }

    [Fact]
    public async Task Over_a_websocket_mqtt_is_sent_to_the_same_path()
    {
        await using var host = await StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Port}/mqtt"), TestContext.Current.CancellationToken);
        await using var client = new MqttClient(
            WebSocketStream.Create(socket, WebSocketMessageType.Binary),
            MqttVersion.V311
        );

        await client.LogInAsync(FakeDoor.Known);
        (await client.ReadMessageAsync()).ShouldBe("downlink/redirect = ws://127.0.0.1:18083/mqtt");
    }

    [Fact]
    public async Task A_call_over_http_is_sent_on_with_all_it_says()
    {
        await using var host = await StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{host.Port}"),
        };

        using var answer = await http.GetAsync(
            $"/external/api/update?token={FakeDoor.Known}&v4=a%20b",
            TestContext.Current.CancellationToken
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        answer.Content.Headers.ContentLength.ShouldBe(0);
        answer.Headers.Location!.OriginalString.ShouldBe(
            $"http://127.0.0.1:18083/external/api/update?token={FakeDoor.Known}&v4=a%20b"
        );
        host.Door.Asked.ShouldBe(0);
        host.Logs.Lines.ShouldAllBe(line => !line.Line.Contains(FakeDoor.Known, StringComparison.Ordinal));
    }

    private static Task<GatewayHost> StartAsync(bool tls = false) =>
        GatewayHost.StartAsync(options => options.MovedTo = Place, tls);
}
