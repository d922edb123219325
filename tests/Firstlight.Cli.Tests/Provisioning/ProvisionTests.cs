using Firstlight.Cli.Tests.Peers;

namespace Firstlight.Cli.Tests.Provisioning;

/// <summary>A desk, and the command with everything it needs on the line.</summary>
public abstract class ProvisionTests : IDisposable
{
    private protected const string WifiPassword = "p&ss wörd+1";

    private protected static readonly TimeSpan SwitchDelay = TimeSpan.FromMilliseconds(1000);
    private protected static readonly TimeSpan JoinTime = TimeSpan.FromMilliseconds(300);

    private protected Desk Desk { get; } = new();

    public void Dispose()
    {
        Desk.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<CommandRun> ProvisionAsync(
        ScriptedCloud cloud,
        ScriptedDevice device,
        params string[] more
    ) => Desk.SignedInTo(cloud).RunAsync([.. Arguments(device), .. more]);

    private protected static string[] Arguments(ScriptedDevice device) =>
        ["provision", "--access-point", device.Address.ToString(), "--ssid", "Home", "--password", WifiPassword];

    // As firmware does: it answers, stays a second, and is gone while it joins.
    private protected static async Task LeaveAsync(ScriptedDevice device)
    {
        await Task.Delay(SwitchDelay, TimeProvider.System, TestContext.Current.CancellationToken);
        device.IsUp = false;
        await Task.Delay(JoinTime, TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
