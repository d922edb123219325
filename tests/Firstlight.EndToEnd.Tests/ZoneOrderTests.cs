using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Mqtt;
using Firstlight.TestKit.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The clock of a device: place, metadata, organisation, UTC. Each beats the next, at every door.</summary>
public sealed class ZoneOrderTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_level_beats_the_one_below_it_at_every_door()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);

        await EveryDoorSaysAsync("UTC");

        var setting = JsonContent.Create(new { timeZone = "Europe/Kyiv" });
        (await api.Http.PatchAsync("api/v1/settings/organisation", setting, Cancellation)).EnsureSuccessStatusCode();
        await EveryDoorSaysAsync("Europe/Kyiv");

        var metadata = new { value = "Asia/Kolkata" };
        (
            await api.Http.PutAsJsonAsync($"api/v1/devices/{id}/metadata/Time%20Zone", metadata, Cancellation)
        ).EnsureSuccessStatusCode();
        await EveryDoorSaysAsync("Asia/Kolkata");

        var place = new
        {
            latitude = 35.68,
            longitude = 139.77,
            address = "Tokyo",
            timeZone = "Asia/Tokyo",
        };
        await api.PutAsync($"api/v1/devices/{id}/place", place, Cancellation);
        await EveryDoorSaysAsync("Asia/Tokyo");
        (await PlaceOverHttpAsync(cloud, token)).ShouldBe("35.68 139.77");

        // A place without a zone leaves it to the next.
        await api.PutAsync($"api/v1/devices/{id}/place", new { latitude = 35.68, longitude = 139.77 }, Cancellation);
        await EveryDoorSaysAsync("Asia/Kolkata");

        async Task EveryDoorSaysAsync(string zone)
        {
            (await OverNativeAsync(cloud, token)).ShouldBe((zone, zone), "native");
            (await OverMqttAsync(cloud, token)).ShouldBe(zone, "MQTT");
            var table = await api.Http.GetStringAsync($"api/v1/devices/{id}/datastreams/0/history.csv", Cancellation);
            table.ShouldContain($"Time ({zone})");
        }
    }

    /// <summary>The name, and the name of the zone whose wall clock it tells.</summary>
    private static async Task<(string Name, string Clock)> OverNativeAsync(CloudProcess cloud, string token)
    {
        await using var client = await NativeClient.ConnectAsync(cloud.Port);
        (await client.LogInAsync(token)).ShouldBe((ushort)StatusCode.Success);
        await client.SendAsync(Command.Internal, "utc", "tz_name");
        var name = (await client.ReadAsync()).Fields[2];
        await client.SendAsync(Command.Internal, "rtc", "sync");
        var wall = long.Parse((await client.ReadAsync()).Fields[1], CultureInfo.InvariantCulture);
        await client.SendAsync(Command.Internal, "utc", "time");
        var now = long.Parse((await client.ReadAsync()).Fields[2], CultureInfo.InvariantCulture);
        var offset = TimeSpan.FromSeconds(Math.Round((wall - (now / 1000)) / 60d) * 60);
        var zones = new[] { "UTC", "Europe/Kyiv", "Asia/Kolkata", "Asia/Tokyo" };
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(now);
        var clock = zones.Single(zone => TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(moment) == offset);
        return (name, clock);
    }

    private static async Task<string> OverMqttAsync(CloudProcess cloud, string token)
    {
        await using var client = await MqttClient.ConnectAsync(cloud.Port, MqttVersion.V311);
        await client.LogInAsync(token);
        await client.SubscribeAsync("downlink/#");
        await client.PublishAsync("get/utc/all/json", "");
        var answer = await client.ReadMessageAsync();
        return (string)JsonNode.Parse(answer[(answer.IndexOf('=', StringComparison.Ordinal) + 1)..])!["tz_name"]!;
    }

    private static async Task<string> PlaceOverHttpAsync(CloudProcess cloud, string token)
    {
        using var http = new HttpClient { BaseAddress = cloud.Address };
        var address = $"external/api/device/meta?token={token}&metaFieldName=loc.latlon";
        return (string)JsonNode.Parse(await http.GetStringAsync(address, Cancellation))!["value"]!;
    }
}
