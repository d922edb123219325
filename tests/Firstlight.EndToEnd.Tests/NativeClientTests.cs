using System.Net;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Unmodified native clients by other people come online, write, read, are commanded, and come back.</summary>
public sealed class NativeClientTests
{
    private const string Node = "blynk-library";
    private const string NodeOverTls = "blynk-library over TLS";
    private const string NodeRed = "node-red";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Node)]
    [InlineData(NodeOverTls)]
    [InlineData(NodeRed)]
    public async Task A_library_lives_a_devices_life(string client)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
        await using var device = NativeProgram.Start(client, cloud, token, template);
        await device.ExpectAsync("connect", Cancellation);

        await device.SayAsync("write 0 21.5");
        await ValueIsAsync(api, id, 0, 21.5);
        await api.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 23.5 }, Cancellation);
        await device.ExpectWriteAsync(1, "23.5", Cancellation);
        await device.SayAsync("sync 0");
        await device.ExpectWriteAsync(0, "21.5", Cancellation);
        await device.SayAsync("property 0 color #D3435C");

        // The server dies without a word and comes back; what was written meanwhile is found by sync.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancellation); // native writes are on disk within one
        await cloud.KillAsync();
        await using var again = await CloudProcess.StartAsync(scratch.Path, Cancellation, cloud.Port, cloud.TlsPort);
        using var apiAgain = await RestClient.SignInAsync(again, Cancellation);
        await apiAgain.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 19 }, Cancellation);
        await Until.TrueAsync(() => device.Times("connect") == 2, "it is back", Cancellation);
        await ValueIsAsync(apiAgain, id, 0, 21.5);
        await device.SayAsync("sync 1");
        await device.ExpectWriteAsync(1, "19", Cancellation);
        await device.SayAsync("write 0 24.125");
        await ValueIsAsync(apiAgain, id, 0, 24.125);

        await device.SayAsync("end");
        await Until.TrueAsync(
            async () => !(await apiAgain.GetAsync($"api/v1/devices/{id}", Cancellation))["connected"]!.GetValue<bool>(),
            "the device is gone",
            Cancellation
        );
    }

    [Theory]
    [InlineData(Node)]
    [InlineData(NodeOverTls)]
    [InlineData(NodeRed)]
    public async Task A_library_is_told_about_a_wrong_token_and_about_one_that_died(string client)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);

        await using (var wrong = NativeProgram.Start(client, cloud, new string('x', 32), template))
            await wrong.ExpectWrongTokenAsync(Cancellation);

        await using var device = NativeProgram.Start(client, cloud, token, template);
        await device.ExpectAsync("connect", Cancellation);
        using var deleted = await api.Http.DeleteAsync($"api/v1/devices/{id}", Cancellation);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await device.ExpectWrongTokenAsync(Cancellation);
    }

    [Theory]
    [InlineData(Node)]
    [InlineData(NodeOverTls)]
    [InlineData(NodeRed)]
    public async Task A_library_follows_a_server_that_moved(string client)
    {
        using var scratch = new Scratch();
        await using var here = await CloudProcess.StartAsync(scratch.File("new"), Cancellation);
        using var api = await RestClient.SignInAsync(here, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
        // The old place does not even know the token; the name is the one that the Node library checks the certificate by.
        await using var old = await CloudProcess.StartAsync(
            scratch.File("old"),
            Cancellation,
            more:
            [
                "--moved-to",
                $"localhost:{here.Port}",
                "--moved-to-tls-port",
                $"{here.TlsPort}",
                "--certificate",
                here.RootCertificate.Replace("root.pem", "server.pem", StringComparison.Ordinal),
                "--certificate-key",
                here.RootCertificate.Replace("root.pem", "server-key.pem", StringComparison.Ordinal),
            ]
        );

        await using var device = NativeProgram.Start(client, old, token, template, here.RootCertificate);
        await device.ExpectAsync("connect", Cancellation);
        await device.SayAsync("write 0 21.5");
        await ValueIsAsync(api, id, 0, 21.5);
    }

    [Fact]
    public async Task The_node_library_writes_to_another_device_of_its_owner()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (_, token) = await api.CreateDeviceAsync(template, "Switch", Cancellation);
        var (lampId, lampToken) = await api.CreateDeviceAsync(template, "Lamp", Cancellation);
        var (mqttId, mqttToken) = await api.CreateDeviceAsync(template, "Fan", Cancellation);
        await using var device = NativeProgram.Start(Node, cloud, token, template);
        await using var lamp = NativeProgram.Start(NodeRed, cloud, lampToken, template);
        await using var fan = MqttProgram.Start("MQTT.js", 4, cloud, mqttToken);
        await device.ExpectAsync("connect", Cancellation);
        await lamp.ExpectAsync("connect", Cancellation);
        await fan.ExpectAsync("subscribe", Cancellation);

        await device.SayAsync($"bridge 64 {lampToken}");
        await device.SayAsync("bridge-write 64 1 22.5");
        await lamp.ExpectWriteAsync(1, "22.5", Cancellation);
        await ValueIsAsync(api, lampId, 1, 22.5);

        // Whatever the other one speaks.
        await device.SayAsync($"bridge 65 {mqttToken}");
        await device.SayAsync("bridge-write 65 1 18.5");
        await fan.ExpectMessageAsync("downlink/ds/Set Temperature", "18.5", Cancellation);
        await ValueIsAsync(api, mqttId, 1, 18.5);
    }

    [Fact]
    public async Task The_node_red_client_hears_the_app_come_and_go_and_sends_many_frames_in_one_write()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(
            scratch.Path,
            Cancellation,
            more: ["--app-presence", "--flood-limit", "off"]
        );
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
        await using var device = NativeProgram.Start(NodeRed, cloud, token, template);
        await device.ExpectAsync("connect", Cancellation);

        using (var live = await api.Http.GetStreamAsync("api/v1/live", Cancellation))
            await device.Child.ExpectLineAsync(line => line.Contains("acon", StringComparison.Ordinal), Cancellation);
        await device.Child.ExpectLineAsync(line => line.Contains("adis", StringComparison.Ordinal), Cancellation);

        await device.SayAsync("write-many 0 100");
        await ValueIsAsync(api, id, 0, 100);
        await Until.TrueAsync(
            async () => (await api.HistoryAsync(id, 0, Cancellation)).Count == 100,
            "none of them is lost",
            Cancellation
        );
    }

    private static Task ValueIsAsync(RestClient api, long id, int pin, double value) =>
        Until.TrueAsync(
            async () =>
            {
                var values = await api.GetAsync($"api/v1/devices/{id}/datastreams", Cancellation);
                var found = values.AsArray().Single(one => one!["pin"]!.GetValue<int>() == pin)!["value"];
                return found is JsonValue number && number.GetValue<double>().Equals(value);
            },
            $"pin {pin} is {value}",
            Cancellation
        );
}
