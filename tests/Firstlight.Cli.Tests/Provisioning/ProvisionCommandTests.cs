using Firstlight.Cli.Tests.Peers;

namespace Firstlight.Cli.Tests.Provisioning;

public sealed class ProvisionCommandTests : ProvisionTests
{
    [Fact]
    public async Task A_device_comes_online_and_the_time_is_accounted_for()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.AfterConfiguration = async self =>
        {
            await LeaveAsync(self);
            cloud.Activate();
        };

        var run = await ProvisionAsync(cloud, device, "--json", "--template", "TMPLthermo01", "--device", "7");

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Everything);
        run.Json.GetProperty("session").GetProperty("state").GetString().ShouldBe("Succeeded");
        var timings = run.Json.GetProperty("timings");
        timings.GetProperty("prescribedMs").GetInt64().ShouldBe(1100);
        timings.GetProperty("ownWaitingMs").GetInt64().ShouldBeLessThan(1000);
        var parts = new[] { "prescribedMs", "deviceMs", "requestsMs", "ownWaitingMs" }.Sum(part =>
            timings.GetProperty(part).GetInt64()
        );
        (timings.GetProperty("totalMs").GetInt64() - parts).ShouldBeInRange(0, 4);
        ((string?)cloud.LastBody!["templateId"]).ShouldBe("TMPLthermo01");
        ((long?)cloud.LastBody["deviceId"]).ShouldBe(7);
        await device.Script;
    }

    [Fact]
    public async Task With_code_it_prints_the_code_and_waits_for_the_device_without_going_near_it()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        cloud.Activate();

        var run = await Desk.SignedInTo(cloud).RunAsync(["provision", "--code"]);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Everything);
        run.Everything.ShouldContain("Code     ABCD-1230");
        run.Everything.ShouldContain("port 8080, 8443 with TLS");
        run.Everything.ShouldNotContain(ScriptedCloud.DeviceToken);
        cloud.Reports.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_device_gets_everything_it_needs_and_the_cloud_hears_how_it_went()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.AfterConfiguration = self =>
        {
            self.IsUp = false;
            cloud.Activate();
            return Task.CompletedTask;
        };

        var run = await ProvisionAsync(cloud, device);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Everything);
        var sent = device.Configurations.ShouldHaveSingleItem();
        sent["ssid"].ToString().ShouldBe("Home");
        sent["pass"].ToString().ShouldBe(WifiPassword);
        sent["blynk"].ToString().ShouldBe(ScriptedCloud.DeviceToken);
        sent["host"].ToString().ShouldBe("127.0.0.1");
        sent["port"].ToString().ShouldBe("8080");
        sent["port_ssl"].ToString().ShouldBe("8443");
        sent["if"].ToString().ShouldBe("wifi");
        cloud.Reports.Select(report => (string?)report["step"]).ShouldBe(["device_found", "credentials_sent"]);
    }

    [Fact]
    public async Task The_error_of_an_earlier_attempt_is_not_taken_for_this_one()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.LastError = 701;
        device.AfterConfiguration = async self =>
        {
            // Firmware that keeps its access point up and its old error on show, and then succeeds.
            self.LastError = 701;
            await Task.Delay(SwitchDelay + 2 * JoinTime, TimeProvider.System, TestContext.Current.CancellationToken);
            cloud.Activate();
        };

        var run = await ProvisionAsync(cloud, device);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Everything);
    }

    [Fact]
    public async Task Secrets_are_printed_only_when_asked()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.AfterConfiguration = _ =>
        {
            cloud.Activate();
            return Task.CompletedTask;
        };

        var quiet = await ProvisionAsync(cloud, device);
        var shown = await ProvisionAsync(cloud, device, "--show-token", "--json");

        quiet.Everything.ShouldNotContain(ScriptedCloud.DeviceToken);
        quiet.Everything.ShouldNotContain(WifiPassword);
        shown.Json.GetProperty("token").GetString().ShouldBe(ScriptedCloud.DeviceToken);
        shown.Everything.ShouldNotContain(WifiPassword);
    }
}
