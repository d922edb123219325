using System.Text;
using System.Text.Json;
using Firstlight.Edgent;
using Firstlight.TestKit;
using Firstlight.Workbench.Tests.Peers;

namespace Firstlight.Workbench.Tests.Rooms;

public sealed class VirtualDeviceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_fresh_from_the_box_waits_for_a_phone()
    {
        await using var bench = new Bench();
        var device = await bench.UnboxAsync();

        device.AccessPointSsid.ShouldStartWith("Blynk Thermostat-");
        device.Light.ShouldBe(LightPatterns.WaitingForPhone);
        (await BoardInfoAsync(device)).GetProperty("tmpl_id").GetString().ShouldBe("TMPLthermo01");
        await Bench.UntilAsync(() => device.Light == LightPatterns.PhonePresent, device);
    }

    [Fact]
    public async Task Configured_it_leaves_its_access_point_and_comes_online()
    {
        await using var bench = new Bench();
        var device = await bench.BringOnlineAsync();

        device.AccessPointSsid.ShouldBeNull();
        device.FindPortal().ShouldBeNull();
        (await Bench.AskAsync(device, "/board_info.json")).Dropped.ShouldBeTrue();
        device.JoinedSsid.ShouldBe("Home");
        device.OpenSockets.ShouldBe(1);
        bench.Room.OpenSockets.ShouldBe(1);
    }

    [Fact]
    public async Task The_thermostat_tells_its_temperature_at_once_and_obeys_its_setpoint()
    {
        await using var bench = new Bench();
        var device = await bench.BringOnlineAsync();

        await Bench.UntilAsync(() => bench.Cloud.Writes.Contains("vw 0 18"), device);
        bench.Cloud.Syncs.ShouldContain("vr 1");
        await bench.Cloud.WriteAsync(Thermostat.SetpointPin, "25");
        await Bench.UntilAsync(() => bench.Cloud.Writes.Contains("vw 2 1"), device);
        await bench.Cloud.WriteAsync(Thermostat.SetpointPin, "5");
        await Bench.UntilAsync(() => bench.Cloud.Writes.Last() == "vw 2 0", device);
        device
            .Log.Select(line => line.Text)
            .Where(text =>
                text.StartsWith("Set point", StringComparison.Ordinal)
                || text.StartsWith("Heating", StringComparison.Ordinal)
            )
            .ShouldBe(["Set point 25 °C", "Heating on at 18 °C", "Set point 5 °C", "Heating off at 18 °C"]);
    }

    [Theory]
    [InlineData("Home", "wrong-password", ScriptedCloud.Token, 722)]
    [InlineData("Nowhere", Bench.HomePassword, ScriptedCloud.Token, 720)]
    [InlineData("Off", Bench.HomePassword, ScriptedCloud.Token, 701)]
    [InlineData("No addresses", Bench.HomePassword, ScriptedCloud.Token, 723)]
    [InlineData("No internet", Bench.HomePassword, ScriptedCloud.Token, 702)]
    [InlineData("Home", Bench.HomePassword, "00000000000000000000000000000000", 703)]
    public async Task A_failed_attempt_brings_the_access_point_back_with_its_reason(
        string ssid,
        string password,
        string token,
        int lastError
    )
    {
        await using var bench = new Bench();
        bench.Room.Air.TryFind("Home", out var home).ShouldBeTrue();
        bench.Room.Air.TryAdd(home with { Ssid = "Off", On = false });
        bench.Room.Air.TryAdd(home with { Ssid = "No addresses", Dhcp = false });
        bench.Room.Air.TryAdd(home with { Ssid = "No internet", Internet = false });
        var device = await bench.UnboxAsync();

        (await bench.ConfigureAsync(device, ssid, password, token)).Status.ShouldBe(200);

        await Bench.UntilAsync(() => device.AccessPointSsid is null, device);
        await Bench.UntilAsync(() => device.AccessPointSsid is not null, device);
        (await BoardInfoAsync(device)).GetProperty("last_error").GetInt32().ShouldBe(lastError);
        // And it can be provisioned again at once.
        (await bench.ConfigureAsync(device)).Status.ShouldBe(200);
        await Bench.UntilAsync(() => device.Mode == EdgentMode.Running, device);
    }

    [Fact]
    public async Task A_button_held_long_enough_makes_it_as_new()
    {
        await using var bench = new Bench();
        var device = await bench.BringOnlineAsync();

        // The exact limit is measured with a clock that stands still, in ButtonTimeTests.
        await device.HoldButtonAsync(TimeSpan.FromMilliseconds(1), Cancellation);
        device.Mode.ShouldBe(EdgentMode.Running);
        await device.HoldButtonAsync(Bench.QuickFirmware.ButtonArmed * 10, Cancellation);

        await Bench.UntilAsync(() => device.AccessPointSsid is not null, device);
        device.OpenSockets.ShouldBe(0);
        (await BoardInfoAsync(device)).GetProperty("last_error").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_power_cut_stops_everything_and_the_flash_brings_it_back_without_a_phone()
    {
        await using var bench = new Bench();
        var device = await bench.BringOnlineAsync();

        await device.PowerOffAsync(Cancellation);

        (device.IsPowered, device.Mode, device.JoinedSsid, device.OpenSockets).ShouldBe((false, null, null, 0));
        device.Light.ShouldBe(LightPatterns.Off);
        await Bench.UntilAsync(() => bench.Cloud.OpenConnections == 0);
        await device.PowerOnAsync(Cancellation);
        await Bench.UntilAsync(() => device.Mode == EdgentMode.Running, device);
        bench.Cloud.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task A_power_cut_in_set_up_mode_takes_the_access_point_away()
    {
        await using var bench = new Bench();
        var device = await bench.UnboxAsync();

        await device.PowerOffAsync(Cancellation);

        device.AccessPointSsid.ShouldBeNull();
        (await Bench.AskAsync(device, "/board_info.json")).Dropped.ShouldBeTrue();
    }

    [Theory]
    [InlineData("off")]
    [InlineData("password")]
    [InlineData("removed")]
    public async Task Whoever_is_in_a_network_that_changes_falls_out(string change)
    {
        await using var bench = new Bench();
        var device = await bench.BringOnlineAsync();
        var air = bench.Room.Air;
        air.TryFind("Home", out var home).ShouldBeTrue();

        _ = change switch
        {
            "off" => air.TryChange(home with { On = false }),
            "password" => air.TryChange(home with { Password = "another-password" }),
            _ => air.TryRemove("Home"),
        };

        await Bench.UntilAsync(() => device.Mode == EdgentMode.ConnectingNetwork, device);
        device.OpenSockets.ShouldBe(0);
        // A provisioned device keeps trying and comes back by itself.
        if (!air.TryChange(home))
            air.TryAdd(home);
        await Bench.UntilAsync(() => device.Mode == EdgentMode.Running, device);
    }

    [Fact]
    public async Task Without_internet_the_connection_breaks_and_comes_back()
    {
        await using var bench = new Bench();
        var device = await bench.BringOnlineAsync();
        bench.Room.Air.TryFind("Home", out var home).ShouldBeTrue();

        bench.Room.Air.TryChange(home with { Internet = false });
        await Bench.UntilAsync(() => device.Mode == EdgentMode.ConnectingCloud, device);
        device.JoinedSsid.ShouldBe("Home");
        bench.Room.Air.TryChange(home);

        await Bench.UntilAsync(() => device.Mode == EdgentMode.Running, device);
    }

    [Fact]
    public async Task Its_serial_port_tells_no_secret()
    {
        await using var bench = new Bench();
        var device = await bench.BringOnlineAsync();

        var log = string.Join('\n', device.Log.Select(line => line.Text));

        log.ShouldContain("Home");
        log.ShouldNotContain(ScriptedCloud.Token);
        log.ShouldNotContain(Bench.HomePassword);
    }

    [Fact]
    public void A_serial_log_keeps_the_last_lines_only()
    {
        var log = new SerialLog(new ManualTime());
        for (var line = 0; line < SerialLog.LinesMax + 5; line++)
            log.Write($"line {line} {new string('x', SerialLog.LineCharactersMax)}");

        log.Lines.Count.ShouldBe(SerialLog.LinesMax);
        log.Lines[0].Text.ShouldStartWith("line 5 ");
        log.Lines[0].Text.Length.ShouldBe(SerialLog.LineCharactersMax);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Firmware_keeps_to_the_kind_of_link_it_was_built_for(bool tls)
    {
        await using var bench = new Bench();
        var device = await bench.UnboxAsync(Bench.Thermostat with { Tls = tls });

        await bench.ConfigureAsync(device);

        var (right, wrong) = tls ? (1, bench.Cloud.Port) : (bench.Cloud.Port, 1);
        await Bench.UntilAsync(() => device.Log.Any(line => Names(line, right)), device);
        device.Log.Any(line => Names(line, wrong)).ShouldBeFalse();

        static bool Names(SerialLine line, int port) =>
            line.Text.Contains($"127.0.0.1:{port} ", StringComparison.Ordinal);
    }

    private static async Task<JsonElement> BoardInfoAsync(VirtualDevice device)
    {
        var answer = await Bench.AskAsync(device, "/board_info.json");
        return JsonElement.Parse(Encoding.UTF8.GetString(answer.Body.Span));
    }
}
