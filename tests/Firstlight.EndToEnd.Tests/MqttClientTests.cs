using System.Net;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Unmodified MQTT clients by other people come online, write, read, are commanded, and come back.</summary>
public sealed class MqttClientTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("MQTT.js", 4)]
    [InlineData("MQTT.js", 5)]
    [InlineData("paho", 4)]
    [InlineData("paho", 5)]
    public async Task A_library_lives_a_devices_life(string client, int version)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
        await using var device = MqttProgram.Start(client, version, cloud, token);

        await WritesAndReadsAsync(device, api, id, template);

        // The server dies without a word and comes back.
        await cloud.KillAsync();
        await device.ExpectAsync("close", Cancellation);
        await using var again = await CloudProcess.StartAsync(scratch.Path, Cancellation, cloud.Port, cloud.TlsPort);
        await Until.TrueAsync(() => device.Times("subscribe") == 2, "it is back", Cancellation);
        using var apiAgain = await RestClient.SignInAsync(again, Cancellation);
        await ValueIsAsync(apiAgain, id, 0, "22.75");
        await device.PublishAsync("ds/Temperature", "24.125", 1, Cancellation);
        await ValueIsAsync(apiAgain, id, 0, "24.125");
        await apiAgain.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 19 }, Cancellation);
        await device.ExpectMessageAsync("downlink/ds/Set Temperature", "19", Cancellation);

        await device.Child.SayAsync("end");
        await Until.TrueAsync(
            async () => !(await apiAgain.GetAsync($"api/v1/devices/{id}", Cancellation))["connected"]!.GetValue<bool>(),
            "the device is gone",
            Cancellation
        );
    }

    [Theory]
    [InlineData("MQTT.js", 4, 4)]
    [InlineData("MQTT.js", 5, 134)]
    [InlineData("paho", 4, 4)]
    [InlineData("paho", 5, 134)]
    public async Task A_library_is_told_about_a_wrong_token_and_about_one_that_died(
        string client,
        int version,
        int code
    )
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);

        await using (var wrong = MqttProgram.Start(client, version, cloud, new string('x', 32)))
            await wrong.Child.ExpectLineAsync(line => IsRefusal(line, code), Cancellation);

        await using var device = MqttProgram.Start(client, version, cloud, token);
        await device.ExpectAsync("subscribe", Cancellation);
        using var deleted = await api.Http.DeleteAsync($"api/v1/devices/{id}", Cancellation);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await device.ExpectAsync("close", Cancellation);
        await device.Child.ExpectLineAsync(line => IsRefusal(line, code), Cancellation);
    }

    [Theory]
    [InlineData("mqtts://localhost", "")]
    [InlineData("wss://localhost", "/mqtt")]
    public async Task MQTT_js_speaks_through_tls_and_through_a_secure_websocket(string url, string path)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);

        await using var device = MqttProgram.Start("MQTT.js", 5, cloud, token, $"{url}:{cloud.TlsPort}{path}");
        await device.ExpectAsync("subscribe", Cancellation);
        await device.PublishAsync("ds/Note", "sealed", 1, Cancellation);

        await ValueIsAsync(api, id, 2, "\"sealed\"");
    }

    [Theory]
    [InlineData("mqttv311", "0")]
    [InlineData("mqttv311", "1")]
    [InlineData("mqttv5", "2")]
    public async Task Mosquitto_publishes_and_subscribes(string version, string qos)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);

        await using (var publish = Mosquitto("pub", cloud, token, version, qos, "-t", "ds/Temperature", "-m", "21.5"))
            (await publish.WaitForExitAsync(Cancellation)).ShouldBe(0, publish.Output);
        await ValueIsAsync(api, id, 0, "21.5");

        await using (var subscribe = Mosquitto("sub", cloud, token, version, qos, "-t", "downlink/#", "-v"))
        {
            await ConnectedAsync(api, id);
            var put = await api.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 23.5 }, Cancellation);
            put["delivered"]!.GetValue<bool>().ShouldBeTrue();
            await subscribe.ExpectLineAsync(line => line == "downlink/ds/Set Temperature 23.5", Cancellation);
        }

        await using var wrong = Mosquitto("pub", cloud, new string('x', 32), version, qos, "-t", "ds/Note", "-m", "x");
        (await wrong.WaitForExitAsync(Cancellation)).ShouldNotBe(0);
        wrong.Output.ToLowerInvariant().ShouldContain("bad user name or password");
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Mosquitto_reads_comes_back_to_a_cloud_that_was_killed_and_hears_that_its_token_died(
        string version
    )
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
        const string answer = "downlink/ds/Set Temperature";

        string[] question = ["-t", "get/ds", "-m", "Set Temperature", "-e", answer, "-v"];
        await using (var ask = Mosquitto("rr", cloud, token, version, "1", question))
            await ask.ExpectLineAsync(line => line == $"{answer} 20", Cancellation);

        await using var subscribe = Mosquitto("sub", cloud, token, version, "1", "-t", "downlink/#", "-v");
        await ConnectedAsync(api, id);
        await cloud.KillAsync();
        await using var again = await CloudProcess.StartAsync(scratch.Path, Cancellation, cloud.Port, cloud.TlsPort);
        using var apiAgain = await RestClient.SignInAsync(again, Cancellation);
        await ConnectedAsync(apiAgain, id);
        // It is connected a moment before it has subscribed.
        await Until.TrueAsync(
            async () =>
                (await apiAgain.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 23.5 }, Cancellation))[
                    "delivered"
                ]!.GetValue<bool>(),
            "it takes commands again",
            Cancellation
        );
        await subscribe.ExpectLineAsync(line => line == $"{answer} 23.5", Cancellation);

        using var deleted = await apiAgain.Http.DeleteAsync($"api/v1/devices/{id}", Cancellation);
        await using var revoked = Mosquitto("pub", again, token, version, "1", "-t", "ds/Note", "-m", "x");
        (await revoked.WaitForExitAsync(Cancellation)).ShouldNotBe(0);
        revoked.Output.ToLowerInvariant().ShouldContain("bad user name or password");
    }

    [Fact]
    public async Task A_pending_token_becomes_a_device_by_its_info()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var session = await api.StartSessionAsync(new { }, Cancellation);
        var id = session["deviceId"]!.GetValue<long>();

        await using var device = MqttProgram.Start("MQTT.js", 4, cloud, session["token"]!.GetValue<string>());
        await device.ExpectAsync("subscribe", Cancellation);
        await device.PublishAsync("info/mcu", $$"""{"tmpl":"{{template}}"}""", 1, Cancellation);
        await device.PublishAsync("ds/Temperature", "20.5", 1, Cancellation);

        await ValueIsAsync(api, id, 0, "20.5");
        var after = await api.SessionAsync(session["id"]!.GetValue<long>(), Cancellation);
        after["state"]!.GetValue<string>().ShouldBe("Succeeded");
    }

    [Theory]
    [InlineData("MQTT.js", 4)]
    [InlineData("paho", 5)]
    public async Task A_library_is_pinged_asks_for_its_time_and_its_maker_reads_its_errors(string client, int version)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
        await using var device = MqttProgram.Start(client, version, cloud, token);
        await device.ExpectAsync("subscribe", Cancellation);

        var ping = await api.PostAsync($"api/v1/devices/{id}/ping", new { }, HttpStatusCode.OK, Cancellation);
        ping["answered"]!.GetValue<bool>().ShouldBeTrue();

        await device.PublishAsync("meta/Time Zone", "Europe/Kyiv", 1, Cancellation);
        await device.PublishAsync("get/utc/all/json", "", 1, Cancellation);
        await device.Child.ExpectLineAsync(
            line => line.Contains("EET-2EEST,M3.5.0/3,M10.5.0/4", StringComparison.Ordinal),
            Cancellation
        );

        for (var times = 0; times < 2; times++)
            await device.Child.SayAsync("publish 1 ds/Nothing|1");
        await Until.TrueAsync(
            async () =>
                (await api.GetAsync($"api/v1/devices/{id}/errors", Cancellation))["items"]!.AsArray() is [{ } error]
                && error["subject"]!.GetValue<string>() == "Nothing"
                && error["count"]!.GetValue<long>() == 2,
            "the errors are listed",
            Cancellation
        );
    }

    [Fact]
    public async Task A_static_unit_works_unclaimed()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Cellular Meter", Cancellation);
        var unit = (await api.MakeUnitsAsync(template, 1, Cancellation))[0];

        await using var device = MqttProgram.Start("paho", 5, cloud, unit["token"]!.GetValue<string>());
        await device.ExpectAsync("subscribe", Cancellation);
        await device.PublishAsync("info/mcu", $$"""{"tmpl":"{{template}}"}""", 1, Cancellation);
        await device.PublishAsync("ds/Temperature", "20.5", 1, Cancellation);

        var id = (await api.AllDevicesAsync(Cancellation)).ShouldHaveSingleItem()["id"]!.GetValue<long>();
        await ValueIsAsync(api, id, 0, "20.5");
    }

    [Theory]
    [InlineData(0, "Temperature", "21.500", "21.50000")] // HTTPS prints a double with five decimals
    [InlineData(2, "Note", "a,b \"c\" é", "a,b \"c\" é")]
    public async Task What_one_door_wrote_every_other_reads_as_the_same_text(
        int pin,
        string name,
        string value,
        string bare
    )
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);

        // By MQTT to native and HTTPS.
        await using (var publish = Mosquitto("pub", cloud, token, "mqttv311", "1", "-t", $"ds/{name}", "-m", value))
            (await publish.WaitForExitAsync(Cancellation)).ShouldBe(0, publish.Output);
        (await api.Http.GetStringAsync($"external/api/get?token={token}&v{pin}", Cancellation)).ShouldBe(bare);
        await using (var native = await NativeClient.ConnectAsync(cloud.Port))
        {
            (await native.LogInAsync(token)).ShouldBe((ushort)StatusCode.Success);
            await native.SendAsync(Command.HardwareSync, "vr", $"{pin}");
            (await native.ReadAsync()).Fields.ShouldBe(["vw", $"{pin}", value]);
            await native.SendAsync(Command.Hardware, "vw", $"{pin}", value + "0");
            await native.SendAsync(Command.Ping);
            (await native.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        }

        // By native to MQTT, and by HTTPS to MQTT.
        await using var device = MqttProgram.Start("paho", 5, cloud, token);
        await device.ExpectAsync("subscribe", Cancellation);
        await device.PublishAsync("get/ds", name, 1, Cancellation);
        await device.ExpectMessageAsync($"downlink/ds/{name}", value + "0", Cancellation);
        var written = Uri.EscapeDataString(value + "1");
        using var update = await api.Http.GetAsync($"external/api/update?token={token}&v{pin}={written}", Cancellation);
        update.StatusCode.ShouldBe(HttpStatusCode.OK);
        await device.PublishAsync("get/ds", name, 1, Cancellation);
        await device.ExpectMessageAsync($"downlink/ds/{name}", value + "1", Cancellation);
        (await api.HistoryAsync(id, pin, Cancellation)).Count.ShouldBe(3, "one history, whichever door was used");
    }

    private static async Task WritesAndReadsAsync(MqttProgram device, RestClient api, long id, string template)
    {
        await device.ExpectAsync("connect", Cancellation);
        await device.ExpectAsync("subscribe", Cancellation);
        await device.PublishAsync(
            "info/mcu",
            $$"""{"tmpl":"{{template}}","ver":"1.4.2","rxbuff":1024}""",
            1,
            Cancellation
        );
        (await api.GetAsync($"api/v1/devices/{id}", Cancellation))["online"]!.GetValue<bool>().ShouldBeTrue();

        for (var qos = 0; qos <= 2; qos++)
        {
            await device.PublishAsync("ds/Temperature", $"21.{qos}5", qos, Cancellation);
            await ValueIsAsync(api, id, 0, $"21.{qos}5");
        }

        await device.PublishAsync("batch_ds", """{"Temperature":22.75,"Note":"bonjour é"}""", 1, Cancellation);
        await ValueIsAsync(api, id, 0, "22.75");
        await ValueIsAsync(api, id, 2, "\"bonjour é\"");
        await device.PublishAsync("event/overheated", "it is hot", 1, Cancellation);
        (await api.GetAsync($"api/v1/devices/{id}/events", Cancellation)).ToJsonString().ShouldContain("overheated");

        await api.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 23.5 }, Cancellation);
        await device.ExpectMessageAsync("downlink/ds/Set Temperature", "23.5", Cancellation);
        await device.PublishAsync("get/ds", "Temperature,Note", 1, Cancellation);
        await device.ExpectMessageAsync("downlink/ds/Temperature", "22.75", Cancellation);
        await device.ExpectMessageAsync("downlink/ds/Note", "bonjour é", Cancellation);
        await device.Child.SayAsync("publish 1 ds/Nothing|1");
        await device.ExpectMessageAsync(
            "downlink/diag",
            "ds/Nothing: There is no datastream \"Nothing\". Add it to the template, or correct it in the firmware.",
            Cancellation
        );
    }

    private static Child Mosquitto(
        string what,
        CloudProcess cloud,
        string token,
        string version,
        string qos,
        params string[] more
    ) =>
        Child.Start(
            $"mosquitto_{what}",
            ["-h", "127.0.0.1", "-p", $"{cloud.Port}", "-u", "device", "-P", token, "-V", version, "-q", qos, .. more]
        );

    private static Task ConnectedAsync(RestClient api, long id) =>
        Until.TrueAsync(
            async () => (await api.GetAsync($"api/v1/devices/{id}", Cancellation))["connected"]!.GetValue<bool>(),
            "it is connected",
            Cancellation
        );

    private static bool IsRefusal(string line, int code) =>
        line.Contains("\"error\"", StringComparison.Ordinal)
        && line.Replace(" ", "", StringComparison.Ordinal).Contains($"\"code\":{code}", StringComparison.Ordinal);

    private static Task ValueIsAsync(RestClient api, long id, int pin, string json) =>
        Until.TrueAsync(
            async () =>
            {
                var values = await api.GetAsync($"api/v1/devices/{id}/datastreams", Cancellation);
                var found = values.AsArray().Single(value => value!["pin"]!.GetValue<int>() == pin)!["value"];
                return string.Equals(
                    found?.ToJsonString(
                        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
                    ),
                    json,
                    StringComparison.Ordinal
                );
            },
            $"pin {pin} is {json}",
            Cancellation
        );
}
