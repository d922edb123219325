using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Gateway.Tests.Mqtt;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Tests;

/// <summary>What a device does wrong is kept for its maker, by whichever protocol it came.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("ds/Nothing", "1", DeviceErrorKind.UnknownDatastream, "Nothing")]
    [InlineData("ds/Switch", "warm", DeviceErrorKind.WrongValue, "Switch")]
    [InlineData("nonsense", "1", DeviceErrorKind.UnknownTopic, "nonsense")]
    [InlineData("batch_ds", "[", DeviceErrorKind.BadPayload, "batch_ds")]
    [InlineData("batch_ds", """{"Switch":"warm"}""", DeviceErrorKind.WrongValue, "Switch")]
    [InlineData("info/mcu", "{", DeviceErrorKind.BadPayload, "info/mcu")]
    [InlineData("meta/Locked", "x", DeviceErrorKind.MetadataRefused, "Locked")]
    [InlineData("get/meta", "Nothing", DeviceErrorKind.MetadataRefused, "Nothing")]
    [InlineData("event/too-often", "x", DeviceErrorKind.EventRefused, "too-often")]
    [InlineData("event/nobody_knows", "x", DeviceErrorKind.EventRefused, "nobody_knows")]
    [InlineData("ds/Temperature/prop/nonsense", "1", DeviceErrorKind.PropertyRefused, "Temperature nonsense")]
    [InlineData("ds/" + FakeDoor.Stranger, "1", DeviceErrorKind.UnknownDatastream, "(hidden)")]
    public async Task A_message_of_mqtt(string topic, string payload, DeviceErrorKind kind, string subject)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInMqttAsync(MqttVersion.V311);
        await using var __ = client;

        await client.PublishAsync(topic, payload);
        await GatewayHost.UntilAsync(() => !host.Door.Faults.IsEmpty, "it is noted");

        ShouldBe(host, kind, subject);
    }

    [Fact]
    public async Task The_words_are_those_of_the_reason_and_of_diag()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInMqttAsync(MqttVersion.V5);
        await using var __ = client;

        var id = await client.PublishAsync("ds/Nothing", "1", QualityOfService.AtLeastOnce);

        var words = host.Door.Faults;
        var said = await client.ReadMessageAsync();
        var ack = await client.ReadAckAsync(PacketType.PubAck, id);
        ack.Properties.TryFind(PropertyId.ReasonString, out var reason).ShouldBeTrue();
        reason.Text.ShouldBe(words.ShouldHaveSingleItem().Words);
        said.ShouldBe($"downlink/diag = ds/Nothing: {reason.Text}");
    }

    [Theory]
    [InlineData(Command.Hardware, "vw·200·1", DeviceErrorKind.UnknownDatastream, "V200")]
    [InlineData(Command.Hardware, "vw·0·warm", DeviceErrorKind.WrongValue, "V0")]
    [InlineData(Command.Hardware, "vx·0·1", DeviceErrorKind.BadPayload, "hardware")]
    [InlineData(Command.Property, "4·nonsense·1", DeviceErrorKind.PropertyRefused, "V4 nonsense")]
    [InlineData(Command.Property, "4", DeviceErrorKind.BadPayload, "property")]
    [InlineData(Command.EventLog, "too-often·x", DeviceErrorKind.EventRefused, "too-often")]
    [InlineData(Command.EventLog, "nobody_knows·x", DeviceErrorKind.EventRefused, "nobody_knows")]
    [InlineData(Command.Internal, "meta·set·Locked·x", DeviceErrorKind.MetadataRefused, "Locked")]
    [InlineData(Command.Internal, "meta·get·Nothing", DeviceErrorKind.MetadataRefused, "Nothing")]
    [InlineData(Command.Email, "a@b.c·s·b", DeviceErrorKind.NotAllowed, "email")]
    public async Task A_native_frame(Command command, string body, DeviceErrorKind kind, string subject)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInAsync();
        await using var __ = client;

        await client.SendAsync(command, body.Split('·'));
        await GatewayHost.UntilAsync(() => !host.Door.Faults.IsEmpty, "it is noted");

        ShouldBe(host, kind, subject);
    }

    [Theory]
    [InlineData("update?token={0}&v200=1", DeviceErrorKind.UnknownDatastream, "update")]
    [InlineData("update?token={0}&v0=warm", DeviceErrorKind.WrongValue, "update")]
    [InlineData("update?token={0}&x=1", DeviceErrorKind.BadPayload, "update")]
    [InlineData("logEvent?token={0}&code=nobody_knows", DeviceErrorKind.EventRefused, "logEvent")]
    public async Task A_call_over_https(string call, DeviceErrorKind kind, string subject)
    {
        await using var host = await GatewayHost.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{host.Port}/external/api/") };

        using var answer = await http.GetAsync(
            string.Format(null, call, FakeDoor.Known),
            TestContext.Current.CancellationToken
        );

        ((int)answer.StatusCode).ShouldBe(400);
        ShouldBe(host, kind, subject);
    }

    [Fact]
    public async Task A_flood_and_a_broken_protocol()
    {
        await using var host = await GatewayHost.StartAsync(options => options.FloodBurst = 2);
        var (client, _) = await host.LogInMqttAsync(MqttVersion.V5);
        await using var __ = client;

        for (var times = 0; times < 5; times++)
            await client.PublishAsync("ds/Temperature", "1");
        await client.SendHexAsync("f0 00");
        await GatewayHost.UntilAsync(() => host.Door.Faults.Count == 2, "both are noted");

        host.Door.Faults.Select(fault => fault.Kind).ShouldBe([DeviceErrorKind.Flood, DeviceErrorKind.BrokenProtocol]);
    }

    private static void ShouldBe(GatewayHost host, DeviceErrorKind kind, string subject)
    {
        var fault = host.Door.Faults.ShouldHaveSingleItem();
        (fault.Kind, fault.Subject).ShouldBe((kind, subject));
        fault.Words.Split(". ").Length.ShouldBeGreaterThan(1, "what is wrong, and what to do about it");
    }
}
