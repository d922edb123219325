using Firstlight.Cli.Tests.Peers;

namespace Firstlight.Cli.Tests.Provisioning;

public sealed class ProvisionCommandTests : IDisposable
{
    private const string WifiPassword = "p&ss wörd+1";

    private static readonly TimeSpan SwitchDelay = TimeSpan.FromMilliseconds(1000);
    private static readonly TimeSpan JoinTime = TimeSpan.FromMilliseconds(300);

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

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
    public async Task The_plain_port_can_be_kept_from_the_device()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.AfterConfiguration = _ =>
        {
            cloud.Activate();
            return Task.CompletedTask;
        };

        await ProvisionAsync(cloud, device, "--tls-only");

        device.Configurations.ShouldHaveSingleItem().ContainsKey("port").ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_password_is_read_from_the_device_and_told_with_the_next_step()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.AfterConfiguration = async self =>
        {
            await LeaveAsync(self);
            self.LastError = 722;
            self.IsUp = true;
        };

        var run = await ProvisionAsync(cloud, device, "--json");

        run.ExitCode.ShouldBe(ExitCodes.WrongWifiPassword, run.Everything);
        run.Error.ShouldContain("Reason of 722.");
        run.Error.ShouldContain("Next step of 722.");
        run.Json.GetProperty("session").GetProperty("failure").GetProperty("code").GetInt32().ShouldBe(722);
        ((int?)cloud.Reports.Last()["errorCode"]).ShouldBe(722);
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
    public async Task An_access_point_that_comes_back_without_a_reason_still_means_failure()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.AfterConfiguration = async self =>
        {
            await LeaveAsync(self);
            self.IsUp = true;
        };

        var run = await ProvisionAsync(cloud, device);

        run.ExitCode.ShouldBe(ExitCodes.NetworkUnreachable, run.Everything);
    }

    [Fact]
    public async Task A_device_that_never_comes_ends_in_time_and_leaves_its_session_open()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.AfterConfiguration = self =>
        {
            self.IsUp = false;
            return Task.CompletedTask;
        };

        var run = await ProvisionAsync(cloud, device, "--timeout", "1");

        run.ExitCode.ShouldBe(ExitCodes.TimedOut, run.Everything);
        run.Error.ShouldContain("sessions cancel 41");
        cloud.State.ShouldBe("Pending");
    }

    [Fact]
    public async Task Settings_that_the_device_refuses_cancel_the_session()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.RefusesConfiguration = true;

        var run = await ProvisionAsync(cloud, device);

        run.ExitCode.ShouldBe(ExitCodes.DeviceRefused, run.Everything);
        cloud.State.ShouldBe("Cancelled");
    }

    [Fact]
    public async Task No_device_cancels_the_session()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.IsUp = false;

        var run = await ProvisionAsync(cloud, device);

        run.ExitCode.ShouldBe(ExitCodes.AccessPointNotFound, run.Everything);
        cloud.State.ShouldBe("Cancelled");
    }

    [Fact]
    public async Task Stopping_the_command_cancels_the_session()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        using var interrupt = new CancellationTokenSource();
        device.AfterConfiguration = _ => interrupt.CancelAsync();
        _desk.SignedInTo(cloud);

        var run = await _desk.RunUntilAsync(interrupt.Token, Arguments(device));

        run.ExitCode.ShouldBe(ExitCodes.Interrupted, run.Everything);
        cloud.State.ShouldBe("Cancelled");
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

    [Theory]
    [InlineData("", "--open")]
    [InlineData("a name that is far too long for any network", "--open")]
    [InlineData("Home", "--password", "short")]
    [InlineData("Home", "--password", "0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task What_no_device_can_join_is_refused_before_it_is_sent(string ssid, params string[] more)
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();

        var run = await _desk
            .SignedInTo(cloud)
            .RunAsync(["provision", "--access-point", device.Address.ToString(), "--ssid", ssid, .. more]);

        run.ExitCode.ShouldBe(ExitCodes.Usage, run.Everything);
        device.Configurations.ShouldBeEmpty();
        cloud.State.ShouldBe("Cancelled");
    }

    private Task<CommandRun> ProvisionAsync(ScriptedCloud cloud, ScriptedDevice device, params string[] more) =>
        _desk.SignedInTo(cloud).RunAsync([.. Arguments(device), .. more]);

    private static string[] Arguments(ScriptedDevice device) =>
        ["provision", "--access-point", device.Address.ToString(), "--ssid", "Home", "--password", WifiPassword];

    // As firmware does: it answers, stays a second, and is gone while it joins.
    private static async Task LeaveAsync(ScriptedDevice device)
    {
        await Task.Delay(SwitchDelay, TimeProvider.System, TestContext.Current.CancellationToken);
        device.IsUp = false;
        await Task.Delay(JoinTime, TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
