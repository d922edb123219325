using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Gateway.Tests.Mqtt;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests;

/// <summary>The cloud asks a device for a sign of life.</summary>
public sealed class PingTests
{
    private static readonly TimeSpan Patience = NativeClient.Patience;

    [Fact]
    public async Task A_native_device_gets_a_ping_and_any_response_answers_it()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        var pinged = session.Link.PingAsync(TestContext.Current.CancellationToken).AsTask();
        var ping = await client.ReadAsync();
        ping.Command.ShouldBe(Command.Ping);
        pinged.IsCompleted.ShouldBeFalse();
        // Node-RED's client answers with a number of its own.
        await client.SendHexAsync("00 0f ff 00 c8");

        (await pinged.WaitAsync(Patience, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_early_python_library_is_left_alone()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync("ver", "0.2.6", "dev", "python");
        await using var _ = client;

        (await session.Link.PingAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public async Task Over_mqtt_it_has_qos_1_whatever_was_granted_and_its_acknowledgement_is_the_answer()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(MqttVersion.V311, QualityOfService.AtMostOnce);
        await using var _ = client;

        var pinged = session.Link.PingAsync(TestContext.Current.CancellationToken).AsTask();
        var message = await client.ReadPublishAsync();
        (MqttText.Decode(message.Topic), message.QoS, message.Payload.Length).ShouldBe(
            ("downlink/ping", QualityOfService.AtLeastOnce, 0)
        );
        pinged.IsCompleted.ShouldBeFalse();
        await client.SendAsync(output =>
            new AckPacket(PacketType.PubAck, message.PacketId).Write(output, MqttVersion.V311)
        );

        (await pinged.WaitAsync(Patience, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_was_not_answered_takes_no_second_place()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;
        using var impatient = new CancellationTokenSource();

        var first = session.Link.PingAsync(impatient.Token).AsTask();
        var message = await client.ReadPublishAsync();
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        var second = session.Link.PingAsync(TestContext.Current.CancellationToken).AsTask();
        await client.SendAsync(output =>
            new AckPacket(PacketType.PubAck, message.PacketId).Write(output, MqttVersion.V311)
        );

        (await second.WaitAsync(Patience, TestContext.Current.CancellationToken)).ShouldBeTrue();
        await client.PingPongAsync();
    }

    [Fact]
    public async Task Who_did_not_subscribe_to_it_cannot_be_asked()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync();
        await client.LogInAsync(FakeDoor.Known);

        var session = host.Door.Sessions.Single();
        (await session.Link.PingAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
    }
}
