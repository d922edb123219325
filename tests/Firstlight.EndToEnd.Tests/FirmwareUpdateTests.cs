using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Devices are told of firmware, fetch it, and come back with it: a virtual one, and an unmodified MQTT client while the cloud dies.</summary>
public sealed partial class FirmwareUpdateTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_virtual_device_comes_back_with_the_new_firmware()
    {
        using var scratch = new Scratch();
        await using var home = await Household.StartAsync(scratch);
        var unit = await home.AddDeviceAsync("heater");
        (await home.ProvisionAsync(unit, "Home", "firstlight-wifi")).Code.ShouldBe(0);
        var template = (await home.Workbench.DeviceAsync(unit, Cancellation))["templateId"]!.ToString();
        var firmware = await UploadAsync(home.Api, template, Image(template, "1.1.0"));

        var shipment = await ShipAsync(home.Api, new { firmwareId = firmware });

        await StateIsAsync(home.Api, shipment, "done");
        (await home.Workbench.DeviceAsync(unit, Cancellation))["firmwareVersion"]!.ToString().ShouldBe("1.1.0");
        (await home.Api.GetAsync($"api/v1/shipments/{shipment}", Cancellation))["counts"]!["done"]!
            .GetValue<int>()
            .ShouldBe(1);
    }

    [Fact]
    public async Task An_image_that_is_not_what_was_uploaded_is_refused_by_the_device()
    {
        using var scratch = new Scratch();
        await using var home = await Household.StartAsync(scratch);
        var unit = await home.AddDeviceAsync("heater");
        (await home.ProvisionAsync(unit, "Home", "firstlight-wifi")).Code.ShouldBe(0);
        var template = (await home.Workbench.DeviceAsync(unit, Cancellation))["templateId"]!.ToString();
        var image = Image(template, "1.1.0");
        var firmware = await UploadAsync(home.Api, template, image);
        image[0] ^= 1;
        var stored = Directory
            .GetFiles(scratch.File("cloud"), "*.bin", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
        await File.WriteAllBytesAsync(stored, image, Cancellation);

        var shipment = await ShipAsync(home.Api, new { firmwareId = firmware, attemptsLimit = 1 });

        var device = await StateIsAsync(home.Api, shipment, "failed");
        device["reason"]!.ToString().ShouldBe("cameBackUnchanged", StringComparer.OrdinalIgnoreCase);
        (await home.Workbench.DeviceAsync(unit, Cancellation))["firmwareVersion"]!.ToString().ShouldBe("1.0.0");
    }

    [Fact]
    public async Task An_MQTT_client_is_told_again_when_the_cloud_was_killed_and_fetches_the_image_in_two_parts()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Meter", Cancellation);
        var (_, token) = await api.CreateDeviceAsync(template, "Meter", Cancellation);
        await using var device = MqttProgram.Start("MQTT.js", 4, cloud, token);
        await device.ExpectAsync("subscribe", Cancellation);
        await ReportAsync(device, template, "1.0.0");
        var image = Image(template, "2.0.0");
        var shipment = await ShipAsync(api, new { firmwareId = await UploadAsync(api, template, image) });
        var first = await NoticeAsync(device, 1);
        first["size"]!.GetValue<long>().ShouldBe(image.Length);
        (first["type"]!.ToString(), first["ver"]!.ToString(), first["build"]!.ToString()).ShouldBe(
            (template, "2.0.0", "Jan  2 2026 00:00:00")
        );

        await cloud.KillAsync();
        await device.ExpectAsync("close", Cancellation);
        await using var again = await CloudProcess.StartAsync(scratch.Path, Cancellation, cloud.Port, cloud.TlsPort);
        await Until.TrueAsync(() => device.Times("subscribe") == 2, "it is back", Cancellation);
        using var apiAgain = await RestClient.SignInAsync(again, Cancellation);
        await ReportAsync(device, template, "1.0.0");
        var second = await NoticeAsync(device, 2);

        using var http = new HttpClient();
        (await http.GetAsync(first["url"]!.ToString(), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await FetchAsync(http, second["url"]!.ToString(), image)).ShouldBe(image);
        (await StateIsAsync(apiAgain, shipment, "downloaded"))["attempts"]!.GetValue<int>().ShouldBe(2);
        again.Output.ShouldNotContain(Token().Match(second["url"]!.ToString()).Value);

        await device.Child.SayAsync("end");
        await using var renewed = MqttProgram.Start("MQTT.js", 5, again, token);
        await renewed.ExpectAsync("subscribe", Cancellation);
        await ReportAsync(renewed, template, "2.0.0");
        await StateIsAsync(apiAgain, shipment, "done");
    }

    [Fact]
    public async Task What_was_uploaded_and_ordered_at_one_node_is_fetched_at_another_and_ends_where_the_device_comes_back()
    {
        await using var nodes = await SharedInstallation.StartAsync(Cancellation);
        await using var north = await nodes.StartNodeAsync("north", Cancellation);
        nodes.Share("north", "south", SharedInstallation.Folders);
        await using var south = await nodes.StartNodeAsync("south", Cancellation);
        using var atNorth = await RestClient.SignInAsync(north, Cancellation);
        using var atSouth = await RestClient.SignInAsync(south, Cancellation);
        var template = await atNorth.CreateTemplateAsync("Meter", Cancellation);
        var (_, token) = await atNorth.CreateDeviceAsync(template, "Meter", Cancellation);
        await using var device = MqttProgram.Start("MQTT.js", 4, south, token);
        await device.ExpectAsync("subscribe", Cancellation);
        await ReportAsync(device, template, "1.0.0");
        var image = Image(template, "2.0.0");

        var firmware = await UploadAsync(atNorth, template, image);
        var shipment = await ShipAsync(atNorth, new { firmwareId = firmware });

        var url = new Uri((await NoticeAsync(device, 1))["url"]!.ToString());
        url.Port.ShouldBe(south.Port);
        using var http = new HttpClient();
        (await FetchAsync(http, url.ToString(), image)).ShouldBe(image);
        await StateIsAsync(atNorth, shipment, "downloaded");

        await device.Child.SayAsync("end");
        await using var renewed = MqttProgram.Start("MQTT.js", 5, north, token);
        await renewed.ExpectAsync("subscribe", Cancellation);
        await ReportAsync(renewed, template, "2.0.0");
        var done = await StateIsAsync(atSouth, shipment, "done");
        done["attempts"]!.GetValue<int>().ShouldBe(1, "no node told it again");
    }

    private static async Task<byte[]> FetchAsync(HttpClient http, string url, byte[] image)
    {
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, url), Cancellation);
        head.Content.Headers.ContentLength.ShouldBe(image.Length);
        head.Headers.GetValues("X-SHA256").ShouldBe([Convert.ToBase64String(SHA256.HashData(image))]);
        head.Headers.TransferEncodingChunked.ShouldNotBe(true);
        var parts = new List<byte>();
        foreach (var range in new[] { new RangeHeaderValue(0, 999), new RangeHeaderValue(1_000, null) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Range = range;
            using var part = await http.SendAsync(request, Cancellation);
            part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
            parts.AddRange(await part.Content.ReadAsByteArrayAsync(Cancellation));
        }

        return [.. parts];
    }

    private static Task ReportAsync(MqttProgram device, string template, string version) =>
        device.PublishAsync(
            "info/mcu",
            $$"""{"tmpl":"{{template}}","ver":"{{version}}","build":"Jan  {{version[0]}} 2026 00:00:00","type":"{{template}}","rxbuff":1024}""",
            1,
            Cancellation
        );

    private static async Task<JsonNode> NoticeAsync(MqttProgram device, int number)
    {
        JsonNode[] notices = [];
        await Until.TrueAsync(
            () =>
            {
                notices =
                [
                    .. device
                        .Child.Output.Split('\n')
                        .Where(line => line.Contains("downlink/ota/json", StringComparison.Ordinal))
                        .Select(line => JsonNode.Parse(JsonNode.Parse(line)!["payload"]!.ToString())!),
                ];
                return notices.Length >= number;
            },
            $"notice {number} comes",
            Cancellation
        );
        return notices[number - 1];
    }

    private static async Task<JsonNode> StateIsAsync(RestClient api, long shipment, string state)
    {
        JsonNode? device = null;
        await Until.TrueAsync(
            async () =>
            {
                var page = await api.GetAsync($"api/v1/shipments/{shipment}/devices", Cancellation);
                device = page["items"]!.AsArray().ShouldHaveSingleItem();
                return string.Equals(device!["state"]!.ToString(), state, StringComparison.OrdinalIgnoreCase);
            },
            $"the device is {state}",
            Cancellation
        );
        return device!;
    }

    private static async Task<long> UploadAsync(RestClient api, string template, byte[] image)
    {
        using var body = new ByteArrayContent(image);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await api.Http.PostAsync(
            $"api/v1/templates/{template}/firmware?fileName=heater.bin",
            body,
            Cancellation
        );
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!["id"]!.GetValue<long>();
    }

    private static async Task<long> ShipAsync(RestClient api, object draft) =>
        (await api.PostAsync("api/v1/shipments", draft, HttpStatusCode.Created, Cancellation))["id"]!.GetValue<long>();

    private static byte[] Image(string template, string version) =>
        [
            .. new byte[70_000],
            .. Encoding.ASCII.GetBytes(
                $"blnkinf\0mcu\0{version}\0fw-type\0{template}\0build\0Jan  {version[0]} 2026 00:00:00\0\0"
            ),
            .. new byte[3_000],
        ];

    [GeneratedRegex("(?<=token=)[^&]+")]
    private static partial Regex Token();
}
