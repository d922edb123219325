using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>An unmodified MQTT client speaks for many devices over one connection.</summary>
public sealed class GatewayModeTests
{
    private const int Nodes = 100;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_hundred_devices_live_behind_one_connection(int version)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        // Static tokens: each device makes its first connection through the gateway.
        var tokens = (await api.MakeUnitsAsync(template, Nodes, Cancellation))
            .Select(unit => unit["token"]!.GetValue<string>())
            .ToArray();
        await using var gateway = MqttProgram.StartGateway(
            version,
            cloud,
            await SecretAsync(api, "ViewDevices", "ControlDevices")
        );
        await gateway.ExpectAsync("connect", Cancellation);

        for (var node = 0; node < Nodes; node++)
        {
            await gateway.Child.SayAsync($"subscribe dev/{tokens[node]}/#");
            await gateway.Child.SayAsync($$"""publish 1 dev/{{tokens[node]}}/info/mcu|{"tmpl":"{{template}}"}""");
            await gateway.Child.SayAsync($"publish 1 dev/{tokens[node]}/ds/Temperature|{node}.5");
        }

        await Until.TrueAsync(() => gateway.Times("published") == 2 * Nodes, "all is taken", Cancellation);
        var devices = await api.AllDevicesAsync(Cancellation);
        devices.Count.ShouldBe(Nodes);
        devices.ShouldAllBe(device => device["connected"]!.GetValue<bool>());
        var values = new List<string>();
        foreach (var device in devices)
            values.Add(await ValueAsync(api, device["id"]!.GetValue<long>()));
        values.Order().ShouldBe(Enumerable.Range(0, Nodes).Select(node => $"{node}.5").Order());

        // A command for one of them; its last characters tell whose it is.
        var one = devices[^1]["id"]!.GetValue<long>();
        var put = await api.PutAsync($"api/v1/devices/{one}/datastreams/1", new { value = 23.5 }, Cancellation);
        put["delivered"]!.GetValue<bool>().ShouldBeTrue();
        await gateway.ExpectMessageEndingAsync("/downlink/ds/Set Temperature", "23.5", Cancellation);

        // One comes by itself: the newest connection is the device's.
        await using (var native = await NativeClient.ConnectAsync(cloud.Port))
        {
            (await native.LogInAsync(tokens[0])).ShouldBe((ushort)StatusCode.Success);
            await gateway.ExpectMessageEndingAsync(
                "/downlink/diag",
                "This connection does not speak for the device any more: the device connected again.",
                Cancellation
            );
            await gateway.PublishAsync($"dev/{tokens[0]}/ds/Temperature", "1.25", 1, Cancellation);
            await native.WaitForCloseAsync();
        }

        await gateway.Child.SayAsync("end");
        await Until.TrueAsync(
            async () => (await api.AllDevicesAsync(Cancellation)).All(device => !device["connected"]!.GetValue<bool>()),
            "all of them left with it",
            Cancellation
        );
    }

    [Fact]
    public async Task A_pending_token_becomes_a_device_behind_a_gateway_and_a_wrong_one_is_told()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var session = await api.StartSessionAsync(new { }, Cancellation);
        var token = session["token"]!.GetValue<string>();
        await using var gateway = MqttProgram.StartGateway(
            5,
            cloud,
            await SecretAsync(api, "ViewDevices", "ControlDevices")
        );
        await gateway.ExpectAsync("connect", Cancellation);

        await gateway.PublishAsync($"dev/{token}/info/mcu", $$"""{"tmpl":"{{template}}"}""", 1, Cancellation);
        await gateway.PublishAsync($"dev/{token}/ds/Temperature", "20.5", 1, Cancellation);
        await gateway.Child.SayAsync($"publish 1 dev/{new string('x', 32)}/ds/Temperature|1");

        (await ValueAsync(api, session["deviceId"]!.GetValue<long>())).ShouldBe("20.5");
        await gateway.ExpectMessageEndingAsync(
            "/downlink/diag",
            "No device that this login reaches has this AuthToken. Compare it with the one on the device's page.",
            Cancellation
        );
        gateway.Times("close").ShouldBe(0, "the others are not disturbed");
    }

    [Fact]
    public async Task A_client_that_is_suspended_or_may_not_control_devices_does_not_come_in()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var looker = await SecretAsync(api, "ViewDevices");

        await using var gateway = MqttProgram.StartGateway(5, cloud, looker);

        await gateway.Child.ExpectLineAsync(
            line =>
                line.Contains("\"error\"", StringComparison.Ordinal) && line.Contains("135", StringComparison.Ordinal),
            Cancellation
        );
    }

    private static async Task<string> SecretAsync(RestClient api, params string[] scopes)
    {
        var made = await api.PostAsync(
            "api/v1/api-clients",
            new { name = "Gateway", scopes },
            System.Net.HttpStatusCode.Created,
            Cancellation
        );
        return made["clientSecret"]!.GetValue<string>();
    }

    private static async Task<string> ValueAsync(RestClient api, long device)
    {
        var values = await api.GetAsync($"api/v1/devices/{device}/datastreams", Cancellation);
        return values.AsArray().Single(value => value!["pin"]!.GetValue<int>() == 0)!["value"]!.ToJsonString();
    }
}
