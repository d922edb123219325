using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.TestKit.Mqtt;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A device connects again while the cloud still holds its older connection.</summary>
public sealed class TakenOverTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newer_connection_of_a_device_stays_and_the_older_one_hears_why()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
        await using var older = await MqttClient.ConnectAsync(cloud.Port, MqttVersion.V5);
        (await older.LogInAsync(token, will: new WillMessage("event/lost", []))).Reason.ShouldBe(ReasonCode.Success);

        await using var newer = await MqttClient.ConnectAsync(cloud.Port);
        (await newer.LogInAsync(token)).Reason.ShouldBe(ReasonCode.Success);

        (await older.ReadDisconnectAsync()).ShouldBe(ReasonCode.SessionTakenOver);
        await newer.ReadAckAsync(
            PacketType.PubAck,
            await newer.PublishAsync("ds/Note", "here", QualityOfService.AtLeastOnce)
        );
        (await api.GetAsync($"api/v1/devices/{id}", Cancellation))["connected"]!.GetValue<bool>().ShouldBeTrue();
        var events = (await api.GetAsync($"api/v1/devices/{id}/events", Cancellation)).ToJsonString();
        events.ShouldNotContain("offline");
        events.ShouldNotContain("lost");
    }
}
