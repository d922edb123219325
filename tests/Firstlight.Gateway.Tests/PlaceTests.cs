using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Gateway.Tests.Mqtt;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Tests;

/// <summary>Devices ask what time it is where they are, and where that is. The clock of these tests begins 2026.</summary>
public sealed class PlaceTests
{
    [Theory]
    [InlineData("", "rtc·sync", "rtc·1767225600")]
    [InlineData("", "utc·time", "utc·time·1767225600000")]
    [InlineData("Europe/Kyiv", "rtc·sync", "rtc·1767232800")]
    [InlineData("Europe/Kyiv", "utc·time", "utc·time·1767225600000")]
    [InlineData("Europe/Kyiv", "utc·iso", "utc·iso·2026-01-01T02:00:00+02:00")]
    [InlineData("Europe/Kyiv", "utc·tz", "utc·tz·120·0")]
    [InlineData("Europe/Kyiv", "utc·tz_name", "utc·tz_name·Europe/Kyiv")]
    [InlineData("Europe/Kyiv", "utc·tz_rule", "utc·tz_rule·EET-2EEST,M3.5.0/3,M10.5.0/4")]
    [InlineData("Europe/Kyiv", "utc·dst_next", "utc·dst_next·1774746000·180·1792890000·120")]
    [InlineData("Asia/Kolkata", "utc·dst_next", "utc·dst_next·0·0·0·0")]
    [InlineData("Mars/Base", "utc·tz_name", "utc·tz_name·UTC")]
    public async Task A_native_device_asks(string zone, string question, string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.TimeZone = zone;
        var (client, _) = await host.LogInAsync();
        await using var __ = client;

        var id = await client.SendAsync(Command.Internal, question.Split('·'));

        var frame = await client.ReadAsync();
        (frame.Id, string.Join('·', frame.Fields)).ShouldBe((id, answer));
    }

    [Fact]
    public async Task Golden_29_says_two_hours_and_one_in_summer()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.TimeZone = "Europe/Kyiv";
        host.Time.Advance(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero) - host.Time.GetUtcNow());
        var (client, _) = await host.LogInAsync();
        await using var __ = client;

        await client.SendHexAsync("11 23 2d 00 06 75 74 63 00 74 7a");

        (await client.ReadAsync()).Hex.ShouldBe("11 23 2d 00 0d 75 74 63 00 74 7a 00 31 32 30 00 36 30");
    }

    [Fact]
    public async Task Over_mqtt_all_of_it_is_one_answer()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.TimeZone = "Europe/Kyiv";
        host.Time.Advance(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero) - host.Time.GetUtcNow());
        var (client, _) = await host.LogInMqttAsync();
        await using var __ = client;

        await client.PublishAsync("get/utc/all/json", "");

        (await client.ReadMessageAsync()).ShouldBe(
            """downlink/utc/all/json = {"tz_name":"Europe/Kyiv","tz_rule":"EET-2EEST,M3.5.0/3,M10.5.0/4","tz_offset":120,"dst_offset":60,"time":1781524800000,"iso8601":"2026-06-15T15:00:00+03:00"}"""
        );
    }

    [Fact]
    public async Task The_place_is_told_latitude_first_once_it_is_known()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInMqttAsync();
        await using var __ = client;
        await client.PublishAsync("get/loc/all", "");
        await client.PingPongAsync();

        host.Door.Values[new VirtualPin(7)] = "24.03\049.84";
        await client.PublishAsync("get/loc/all", "");

        (await client.ReadMessageAsync()).ShouldBe("downlink/loc/all = 49.84,24.03");

        // What people say goes before what the device says.
        host.Door.Place = new DevicePlace(-33.859972, 151.2, "Sydney", null);
        await client.PublishAsync("get/loc/all", "");

        (await client.ReadMessageAsync()).ShouldBe("downlink/loc/all = -33.859972,151.2");
    }
}
