using Firstlight.Cli.Tests.Peers;
using Microsoft.AspNetCore.Builder;

namespace Firstlight.Cli.Tests.Provisioning;

public sealed class WorkbenchAirTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task The_only_device_in_the_air_is_taken()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        await using var workbench = await AirAsync(("Blynk Thermostat-1W7R", device.Address));
        device.AfterConfiguration = _ =>
        {
            cloud.Activate();
            return Task.CompletedTask;
        };

        var run = await ProvisionAsync(cloud, workbench);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Everything);
    }

    [Fact]
    public async Task One_of_several_is_taken_by_its_name()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var device = await ScriptedDevice.StartAsync();
        await using var workbench = await AirAsync(
            ("Blynk A", new Uri("http://127.0.0.1:9")),
            ("Blynk B", device.Address)
        );
        device.AfterConfiguration = _ =>
        {
            cloud.Activate();
            return Task.CompletedTask;
        };

        var run = await ProvisionAsync(cloud, workbench, "--access-point", "Blynk B");

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Everything);
    }

    [Fact]
    public async Task Several_without_a_terminal_are_named_in_the_complaint()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        var nowhere = new Uri("http://127.0.0.1:9");
        await using var workbench = await AirAsync(("Blynk A", nowhere), ("Blynk B", nowhere));

        var run = await ProvisionAsync(cloud, workbench);

        run.ExitCode.ShouldBe(ExitCodes.Usage, run.Everything);
        run.Error.ShouldContain("\"Blynk A\", \"Blynk B\"");
    }

    [Fact]
    public async Task An_empty_air_says_how_to_fill_it()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var workbench = await AirAsync();

        var run = await ProvisionAsync(cloud, workbench);

        run.ExitCode.ShouldBe(ExitCodes.AccessPointNotFound, run.Everything);
        run.Error.ShouldContain("workbench press");
    }

    [Fact]
    public async Task A_workbench_that_was_named_must_be_there()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        _desk.SignedInTo(cloud);

        var run = await _desk.RunAsync(["provision", "--workbench", "http://127.0.0.1:9", "--ssid", "Home", "--open"]);

        run.ExitCode.ShouldBe(ExitCodes.WorkbenchUnreachable, run.Everything);
    }

    private Task<CommandRun> ProvisionAsync(ScriptedCloud cloud, LoopbackServer workbench, params string[] more) =>
        _desk
            .SignedInTo(cloud)
            .RunAsync(["provision", "--workbench", workbench.Address.ToString(), "--ssid", "Home", "--open", .. more]);

    private static Task<LoopbackServer> AirAsync(params (string Ssid, Uri Url)[] points) =>
        LoopbackServer.StartAsync(app =>
            app.MapGet(
                "/air",
                () => new { accessPoints = points.Select(point => new { ssid = point.Ssid, url = point.Url }) }
            )
        );
}
