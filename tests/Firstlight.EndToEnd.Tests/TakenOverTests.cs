using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Mqtt;
using Firstlight.TestKit.Native;

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

    [Fact]
    public async Task An_Edgent_that_logs_in_twice_within_milliseconds_is_online_once_and_stays()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
        var first = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new(true, 0) };
        await first.ConnectAsync(IPAddress.Loopback, cloud.Port, Cancellation);
        var login = new ArrayBufferWriter<byte>();
        FrameWriter.Write(login, Command.HardwareLogin, 1, token);
        await first.SendAsync(login.WrittenMemory, Cancellation);

        await using var second = await NativeClient.ConnectAsync(cloud.Port);
        (await second.LogInAsync(token)).ShouldBe((ushort)StatusCode.Success);
        first.Dispose(); // it never reads the answer: the link is reset
        await second.SendAsync(Command.Internal, "mcu", "1.0.0", "tmpl", template);
        (await second.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        await second.SendAsync(Command.Hardware, "vw", "2", "here");
        await second.SendAsync(Command.HardwareSync, "vr", "2");
        (await second.ReadAsync()).Fields.ShouldBe(["vw", "2", "here"]);

        (await api.GetAsync($"api/v1/devices/{id}", Cancellation))["connected"]!.GetValue<bool>().ShouldBeTrue();
        var events = await api.GetAsync($"api/v1/devices/{id}/events", Cancellation);
        events["items"]!
            .AsArray()
            .Select(one => one!["code"]!.GetValue<string>())
            .Where(code => code is "online" or "offline")
            .ShouldBe(["online"]);
    }
}
