using System.Net.WebSockets;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.TestKit.Mqtt;

namespace Firstlight.Gateway.Tests.Mqtt;

public sealed class WebSocketTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mqtt")]
    [InlineData(null)]
    public async Task Mqtt_in_binary_messages_is_one_stream_like_any_other(string? subProtocol)
    {
        await using var host = await GatewayHost.StartAsync();
        using var socket = new ClientWebSocket();
        if (subProtocol is not null)
            socket.Options.AddSubProtocol(subProtocol);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Port}/mqtt"), Cancellation);
        socket.SubProtocol.ShouldBe(subProtocol);
        await using var client = new MqttClient(
            WebSocketStream.Create(socket, WebSocketMessageType.Binary),
            MqttVersion.V5
        );

        (await client.LogInAsync(FakeDoor.Known)).Reason.ShouldBe(ReasonCode.Success);
        var id = await client.PublishAsync("ds/Temperature", "21.5", QualityOfService.AtLeastOnce);
        await client.ReadAckAsync(PacketType.PubAck, id);

        var session = host.Door.Sessions.ShouldHaveSingleItem();
        session.Link.Protocol.ShouldBe("mqtt");
        session.Writes.ShouldHaveSingleItem().Value.ShouldBe("21.5");
        await client.DisconnectAsync();
        await GatewayHost.UntilAsync(() => session.Disposed, "the session is given back");
    }

    [Fact]
    public async Task Another_packet_than_a_connect_gets_no_answer()
    {
        await using var host = await GatewayHost.StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Port}/mqtt"), Cancellation);
        await socket.SendAsync(new byte[] { 0xc0, 0 }, WebSocketMessageType.Binary, endOfMessage: true, Cancellation);

        await Should.ThrowAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[16], Cancellation));
        host.Door.Asked.ShouldBe(0);
    }
}
