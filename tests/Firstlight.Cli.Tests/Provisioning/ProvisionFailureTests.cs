using Firstlight.Cli.Tests.Peers;

namespace Firstlight.Cli.Tests.Provisioning;

public sealed class ProvisionFailureTests : ProvisionTests
{
    [Fact]
    public async Task A_wrong_password_is_read_from_the_device_and_told_with_the_next_step()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.AfterConfiguration = async self =>
        {
            await LeaveAsync(self);
            await self.Missed;
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
    public async Task An_access_point_that_comes_back_without_a_reason_still_means_failure()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        device.AfterConfiguration = async self =>
        {
            await LeaveAsync(self);
            await self.Missed;
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
        Desk.SignedInTo(cloud);

        var run = await Desk.RunUntilAsync(interrupt.Token, Arguments(device));

        run.ExitCode.ShouldBe(ExitCodes.Interrupted, run.Everything);
        cloud.State.ShouldBe("Cancelled");
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

        var run = await Desk.SignedInTo(cloud)
            .RunAsync(["provision", "--access-point", device.Address.ToString(), "--ssid", ssid, .. more]);

        run.ExitCode.ShouldBe(ExitCodes.Usage, run.Everything);
        device.Configurations.ShouldBeEmpty();
        cloud.State.ShouldBe("Cancelled");
    }
}
