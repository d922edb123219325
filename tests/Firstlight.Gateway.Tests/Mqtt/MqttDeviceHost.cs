using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.TestKit.Mqtt;

namespace Firstlight.Gateway.Tests.Mqtt;

/// <summary>MQTT clients of a gateway under test.</summary>
internal static class MqttDeviceHost
{
    public static Task<MqttClient> ConnectMqttAsync(this GatewayHost host, MqttVersion version = MqttVersion.V311) =>
        MqttClient.ConnectAsync(host.Port, version);

    /// <summary>A client that is logged in, has subscribed to everything and has told who it is.</summary>
    public static async Task<(MqttClient Client, FakeSession Session)> LogInMqttAsync(
        this GatewayHost host,
        MqttVersion version = MqttVersion.V311,
        QualityOfService qos = QualityOfService.AtMostOnce,
        ushort keepAlive = 45,
        WillMessage? will = null,
        string info = """{"tmpl":"TMPL00AABBCC"}"""
    )
    {
        var client = await host.ConnectMqttAsync(version);
        (await client.LogInAsync(FakeDoor.Known, keepAlive: keepAlive, will: will)).Reason.ShouldBe(ReasonCode.Success);
        ((byte)await client.SubscribeAsync("downlink/#", qos)).ShouldBe((byte)qos);
        await client.PublishAsync("info/mcu", info);
        await client.PingPongAsync();
        var session = host.Door.Sessions.Last();
        session.Reports.Count.ShouldBe(1);
        return (client, session);
    }
}
