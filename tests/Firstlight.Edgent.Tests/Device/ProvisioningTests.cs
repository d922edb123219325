using System.Text;
using System.Text.Json;
using Firstlight.Edgent.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.Protocol.Provisioning;
using static Firstlight.Edgent.EdgentMode;

namespace Firstlight.Edgent.Tests.Device;

public sealed class ProvisioningTests : IDisposable
{
    private readonly DeviceBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_new_device_scans_first_and_then_opens_its_access_point()
    {
        _bench.PowerOn();

        _bench.Radio.Calls.ShouldBe(["leave", "scan", "raise"]);
        _bench.Radio.AccessPoint!.Name.ShouldBe("Blynk Thermostat-W8FH");
        _bench.Radio.AccessPoint.Address.ToString().ShouldBe("192.168.4.1");
        _bench.Light.ShouldBe(LightPatterns.WaitingForPhone);
        Guid.Parse(_bench.Stored!.Uid).Version.ShouldBe(4);
    }

    [Fact]
    public void A_phone_brings_it_online_and_the_settings_are_stored_then()
    {
        _bench.PowerOn();
        using var info = JsonDocument.Parse(_bench.Ask("/board_info.json").Body);
        info.RootElement.GetProperty("board").GetString().ShouldBe("Thermostat");
        info.RootElement.GetProperty("ssid").GetString().ShouldBe(_bench.Device.AccessPointName);
        info.RootElement.GetProperty("name").GetString().ShouldBe(_bench.Device.AccessPointName);
        info.RootElement.GetProperty("uid").GetString().ShouldBe(_bench.Device.Uid);
        info.RootElement.GetProperty("ifs")[0].GetProperty("name").GetString().ShouldBe("wifi");

        Encoding.UTF8.GetString(_bench.Configure().Body.Span).ShouldContain("Trying to connect...");
        _bench.Radio.AccessPoint.ShouldNotBeNull("the answer has a second to reach the phone");
        _bench.Pass(1.2);

        _bench.Modes.ShouldBe([WaitConfig, Configuring, SwitchToStation, ConnectingNetwork, ConnectingCloud, Running]);
        _bench.Radio.AccessPoint.ShouldBeNull();
        _bench.Radio.Joins.Single().HostName.ShouldBe("Blynk-Thermostat-W8FH");
        _bench.Cloud.Addresses.Single().ShouldBe(new CloudAddress("cloud.example", 443, Tls: true));
        _bench.Stored!.Valid.ShouldBeTrue();
        _bench.Stored.Token.ShouldBe(DeviceBench.Token);
        _bench.Ask("/").Dropped.ShouldBeTrue();
    }

    [Fact]
    public void It_introduces_itself_in_the_order_of_the_library()
    {
        _bench.GoOnline();

        _bench.Cloud.Received[0].ShouldBe((Command.HardwareLogin, (ushort)1, DeviceBench.Token));
        _bench.Cloud.Received[1].Id.ShouldBe((ushort)2);
        _bench
            .Cloud.Bodies(Command.Internal)
            .ShouldBe([
                "mcu|1.0.0|fw-type|TMPL00AABBCC|build|Jan  1 2026 00:00:00|blynk|1.4.0|h-beat|40|buff-in|1024"
                    + "|dev|Firstlight|cpu|.NET|con|WiFi|tmpl|TMPL00AABBCC",
                $"meta|set|Device UID|{_bench.Device.Uid}",
                "meta|set|Hotspot Name|Blynk Thermostat-W8FH",
            ]);
    }

    [Fact]
    public void A_wrong_password_is_told_to_the_next_phone_after_a_restart()
    {
        _bench.PowerOn();
        _bench.Radio.Answer = JoinResult.WrongPassword;
        _bench.Configure();
        _bench.Pass(5);
        _bench.Device.Mode.ShouldBe(Error);
        _bench.Light.ShouldBe(LightPatterns.Failed);

        _bench.Pass(10);

        _bench.Restarts.ShouldBe([RestartReason.Error]);
        _bench.Device.Mode.ShouldBe(WaitConfig);
        LastErrorToldToPhone().ShouldBe(722);

        _bench.Radio.Answer = JoinResult.Joined;
        _bench.Configure();
        _bench.Pass(1.2);
        _bench.Device.Mode.ShouldBe(Running);
        _bench.Stored!.LastError.ShouldBe(DeviceErrorCode.None);
    }

    [Theory]
    [InlineData("home", 701)]
    [InlineData("other", 720)]
    public void A_network_that_does_not_answer_was_seen_before_or_never(string inTheAir, int code)
    {
        _bench.Radio.Air.Add(new WifiScanEntry { Ssid = inTheAir, Rssi = -50 });
        _bench.Radio.Answer = JoinResult.NotFound;
        _bench.PowerOn();
        _bench.Configure();

        _bench.Pass(15);

        LastErrorToldToPhone().ShouldBe(code);
    }

    [Fact]
    public void A_router_that_never_answers_has_fifty_seconds()
    {
        _bench.Radio.Answer = null;
        _bench.PowerOn();
        _bench.Configure();

        _bench.Pass(50.9);
        _bench.Device.Mode.ShouldBe(ConnectingNetwork);
        _bench.Pass(0.4);
        _bench.Device.Mode.ShouldBe(Error);
        _bench.Pass(10.1);
        LastErrorToldToPhone().ShouldBe(701);
    }

    [Theory]
    [InlineData(CloudFailure.Dns, 710)]
    [InlineData(CloudFailure.Tls, 711)]
    [InlineData(CloudFailure.Refused, 702)]
    public void A_cloud_out_of_reach_is_told_with_its_reason(CloudFailure failure, int code)
    {
        _bench.Cloud.Failure = failure;
        _bench.PowerOn();
        _bench.Configure();

        _bench.Pass(15);

        LastErrorToldToPhone().ShouldBe(code);
    }

    [Fact]
    public void A_refused_token_brings_the_access_point_back_without_a_restart()
    {
        _bench.Cloud.LoginAnswer = StatusCode.InvalidToken;
        _bench.PowerOn();
        _bench.Configure();

        _bench.Pass(1.2);

        _bench.Device.Mode.ShouldBe(WaitConfig);
        LastErrorToldToPhone().ShouldBe(703);
        _bench.Restarts.ShouldBeEmpty();
        _bench.Cloud.Open.ShouldBe(0);
    }

    [Fact]
    public void A_phone_that_leaves_takes_the_mode_with_it()
    {
        _bench.PowerOn();
        _bench.Ask("/board_info.json");
        _bench.Device.Mode.ShouldBe(Configuring);

        _bench.Do(() => _bench.Radio.Notice(new RadioNotice.Stations(0)));

        _bench.Device.Mode.ShouldBe(WaitConfig);
        _bench.Radio.Calls.Count(call => call == "raise").ShouldBe(1);
    }

    [Fact]
    public void Reset_by_phone_starts_the_access_point_anew_and_reboot_gives_no_answer()
    {
        _bench.PowerOn();

        _bench.Ask("/reset").Status.ShouldBe(200);
        _bench.Radio.Calls.Count(call => call == "raise").ShouldBe(2);

        _bench.Ask("/reboot").Dropped.ShouldBeTrue();
        _bench.Restarts.ShouldBe([RestartReason.Asked]);
    }

    [Fact]
    public void The_button_held_ten_seconds_resets_an_online_device_and_keeps_its_id()
    {
        _bench.GoOnline();
        var uid = _bench.Device.Uid;

        _bench.Press(true);
        _bench.Pass(3.1);
        _bench.Light.ShouldBe(LightPatterns.ButtonHeld);
        _bench.Pass(7);
        _bench.Light.ShouldBe(LightPatterns.ButtonArmed);
        _bench.Press(false);

        _bench.Device.Mode.ShouldBe(WaitConfig);
        _bench.Stored.ShouldBe(new EdgentConfig { Uid = uid, FirmwareVersion = "1.0.0" });
        _bench.Cloud.Open.ShouldBe(0);
        _bench.Cloud.Addresses.Clear();
        _bench.Configure().Status.ShouldBe(200);
        _bench.Pass(1.2);
        _bench.Device.Mode.ShouldBe(Running);
    }

    [Fact]
    public void A_power_cut_in_every_mode_leaves_a_device_that_works_or_can_be_set_up()
    {
        for (var tenths = 0; tenths < 20; tenths++)
        {
            using var bench = new DeviceBench();
            bench.PowerOn();
            bench.Ask("/board_info.json");
            bench.Configure();
            bench.Pass(tenths / 10.0);

            bench.PowerOff();
            bench.Light.ShouldBe(LightPatterns.Off);
            bench.PowerOn();

            bench.Device.Mode.ShouldBe(bench.Stored!.Valid ? Running : WaitConfig);
        }
    }

    [Fact]
    public void A_store_that_cannot_be_read_is_asked_again_and_never_overwritten()
    {
        _bench.GoOnline();
        _bench.PowerOff();
        _bench.StoreFails = true;

        _bench.PowerOn();
        _bench.Pass(25);
        _bench.Restarts.Count.ShouldBe(2);

        _bench.StoreFails = false;
        _bench.Pass(10.1);
        _bench.Device.Mode.ShouldBe(Running);
    }

    [Fact]
    public void Save_is_refused_when_the_store_does_not_take_it()
    {
        _bench.PowerOn();
        _bench.StoreFails = true;

        _bench.Configure("&save=1").Status.ShouldBe(500);
    }

    [Fact]
    public void An_access_point_that_does_not_open_is_tried_again_after_a_restart()
    {
        _bench.Radio.IsBroken = true;
        _bench.PowerOn();
        _bench.Device.Mode.ShouldBe(Error);

        _bench.Radio.IsBroken = false;
        _bench.Pass(10.1);

        _bench.Device.Mode.ShouldBe(WaitConfig);
        LastErrorToldToPhone().ShouldBe(704);
    }

    [Fact]
    public void A_part_that_fails_costs_a_restart_and_not_the_device()
    {
        _bench.PowerOn();
        _bench.Configure();
        _bench.Radio.Crashes = true;
        _bench.Pass(1.2);
        _bench.Radio.Crashes = false;

        _bench.Pass(10.1);

        _bench.Restarts.ShouldBe([RestartReason.Error]);
        _bench.Device.Mode.ShouldBe(WaitConfig);
        _bench.Lines.ShouldContain(line => line.Contains("radio driver", StringComparison.Ordinal));
    }

    [Fact]
    public void The_serial_log_holds_no_secret()
    {
        _bench.PowerOn();
        _bench.Ask("/config", $"ssid=home&pass=secret-password&blynk={DeviceBench.Token}x");
        _bench.Configure();
        _bench.Pass(2);
        _bench.Device.RunConsole($"connect {DeviceBench.Token} home secret-password");
        _bench.Device.RunConsole($"connect {DeviceBench.Token}x home secret-password");
        _bench.Pass(2);

        _bench.Lines.ShouldNotBeEmpty();
        string.Join('\n', _bench.Lines).ShouldNotContain("secret-password");
        string.Join('\n', _bench.Lines).ShouldNotContain(DeviceBench.Token[..16]);
    }

    private int LastErrorToldToPhone()
    {
        using var info = JsonDocument.Parse(_bench.Ask("/board_info.json").Body);
        return info.RootElement.GetProperty("last_error").GetInt32();
    }
}
