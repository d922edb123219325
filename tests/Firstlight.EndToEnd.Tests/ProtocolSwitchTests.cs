using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Mqtt;
using Firstlight.TestKit.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A device may speak another protocol at each connection: it stays one device with one set of values and one history.</summary>
public sealed class ProtocolSwitchTests
{
    private const byte Note = 2;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_any_door_wrote_every_other_one_reads_as_the_same_text()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
        Door[] doors = [NativeAsync, WebSocketAsync, MqttAsync, Mqtt5Async, HttpAsync];
        var texts = new List<string>();
        string? before = null;

        // Each door after each other one, itself included.
        foreach (var writer in doors)
        {
            foreach (var reader in doors)
            {
                var text = $"{texts.Count}: \"é\", a|b {{c}} 1.500";
                (await writer(cloud, token, text)).ShouldBe(before, "what it found");
                texts.Add(text);
                (await reader(cloud, token, null)).ShouldBe(text);
                before = text;
            }
        }

        (await api.AllDevicesAsync(Cancellation)).ShouldHaveSingleItem();
        var values = await api.GetAsync($"api/v1/devices/{id}/datastreams", Cancellation);
        ValueOf(values).ShouldBe(texts[^1]);
        await Until.TrueAsync(
            async () => (await api.HistoryAsync(id, Note, Cancellation)).Count == texts.Count,
            "everything is on disk",
            Cancellation
        );
        (await api.HistoryAsync(id, Note, Cancellation)).ShouldBe(texts);
    }

    /// <summary>Comes in, reads the note, writes one unless it is null, and leaves. Answers what it read.</summary>
    private delegate Task<string?> Door(CloudProcess cloud, string token, string? text);

    private static async Task<string?> NativeAsync(CloudProcess cloud, string token, string? text)
    {
        await using var client = await NativeClient.ConnectAsync(cloud.Port);
        return await SpeakNativeAsync(client, token, text);
    }

    private static async Task<string?> WebSocketAsync(CloudProcess cloud, string token, string? text)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{cloud.Port}/websockets"), Cancellation);
        await using var client = new NativeClient(WebSocketStream.Create(socket, WebSocketMessageType.Binary));
        return await SpeakNativeAsync(client, token, text);
    }

    private static async Task<string?> SpeakNativeAsync(NativeClient client, string token, string? text)
    {
        (await client.LogInAsync(token)).ShouldBe((ushort)StatusCode.Success);
        await client.SendAsync(Command.HardwareSync, "vr", $"{Note}");
        await client.SendAsync(Command.Ping);
        var first = await client.ReadAsync();
        var found = first.Command is Command.Hardware ? first.Fields[2] : null;
        if (found is not null)
            await client.ReadAsync();
        if (text is null)
            return found;
        await client.SendAsync(Command.Hardware, "vw", $"{Note}", text);
        await client.SendAsync(Command.Ping);
        (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        return found;
    }

    private static Task<string?> MqttAsync(CloudProcess cloud, string token, string? text) =>
        SpeakMqttAsync(cloud, token, text, MqttVersion.V311);

    private static Task<string?> Mqtt5Async(CloudProcess cloud, string token, string? text) =>
        SpeakMqttAsync(cloud, token, text, MqttVersion.V5);

    private static async Task<string?> SpeakMqttAsync(
        CloudProcess cloud,
        string token,
        string? text,
        MqttVersion version
    )
    {
        await using var client = await MqttClient.ConnectAsync(cloud.Port, version);
        (await client.LogInAsync(token)).Reason.ShouldBe(ReasonCode.Success);
        await client.SubscribeAsync("downlink/#");
        await client.PublishAsync("get/ds", "Note");
        await client.PingAsync();
        const string topic = "downlink/ds/Note = ";
        var packet = await client.TryReadAsync();
        string? found = null;
        if (packet?.Type is PacketType.Publish)
        {
            PublishPacket.TryRead(packet.Value, version, out var publish, out _).ShouldBeTrue();
            MqttText.Decode(publish.Topic).ShouldBe(topic[..^3]);
            found = MqttText.Decode(publish.Payload);
            await client.ExpectAsync(PacketType.PingResp);
        }

        if (text is not null)
            await client.ReadAckAsync(
                PacketType.PubAck,
                await client.PublishAsync("ds/Note", text, QualityOfService.AtLeastOnce)
            );
        return found;
    }

    private static async Task<string?> HttpAsync(CloudProcess cloud, string token, string? text)
    {
        using var http = new HttpClient { BaseAddress = cloud.Address };
        var found = await http.GetStringAsync($"external/api/get?token={token}&v{Note}", Cancellation);
        if (text is not null)
        {
            var written = Uri.EscapeDataString(text);
            using var answer = await http.GetAsync(
                $"external/api/update?token={token}&v{Note}={written}",
                Cancellation
            );
            answer.EnsureSuccessStatusCode();
        }

        return found.Length > 0 ? found : null;
    }

    private static string? ValueOf(JsonNode values) =>
        values.AsArray().Single(value => value!["pin"]!.GetValue<int>() == Note)!["value"]?.GetValue<string>();
}
