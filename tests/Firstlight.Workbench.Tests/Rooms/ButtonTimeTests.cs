using Firstlight.Edgent;
using Firstlight.TestKit;
using Firstlight.Workbench.Tests.Peers;

namespace Firstlight.Workbench.Tests.Rooms;

public sealed class ButtonTimeTests
{
    // The hand's own, and the firmware's until it shows that it notices.
    private const int TimersOfAHeldButton = 2;

    // The try's own, and the pause's before the next attempt.
    private const int TimersOfAPausingDevice = 2;

    private static readonly TimeSpan Indicated = TimeSpan.FromSeconds(3.1);
    private static readonly TimeSpan JustBeforeArmed = TimeSpan.FromSeconds(9.5);
    private static readonly TimeSpan JustArmed = TimeSpan.FromSeconds(10.2);

    [Theory]
    [InlineData(9.9, false)]
    [InlineData(10, true)]
    [InlineData(11, true)]
    public async Task The_real_button_wants_ten_seconds(double heldSeconds, bool erases)
    {
        var held = TimeSpan.FromSeconds(heldSeconds);
        var time = new ManualTime();
        var flash = new MemoryFlash();
        var configured = new EdgentConfig
        {
            Valid = true,
            Ssid = "Nowhere",
            Token = ScriptedCloud.Token,
        };
        await flash.SaveAsync(configured, TestContext.Current.CancellationToken);
        await using var room = new Room(
            new RoomOptions
            {
                Time = time,
                Entropy = new SystemEntropy(),
                Wire = new TcpCloudConnector(),
                Air = AirTimings.None,
            }
        );
        var device = room.Add("dev-1", Bench.Thermostat, flash).ShouldNotBeNull();
        await device.PowerOnAsync(TestContext.Current.CancellationToken);
        // It has looked for its network in vain and pauses: from here on nothing happens but what the test does.
        await Bench.UntilAsync(
            () =>
                device.Log.Any(line => line.Text.EndsWith("NotFound", StringComparison.Ordinal))
                && time.WaitingTimers == TimersOfAPausingDevice,
            device
        );

        // Each advance waits until the device's own loop has seen the one before.
        var timers = time.WaitingTimers;
        var holding = device.HoldButtonAsync(held, TestContext.Current.CancellationToken);
        await Bench.UntilAsync(() => time.WaitingTimers >= timers + TimersOfAHeldButton, device);
        time.Advance(Indicated);
        await Bench.UntilAsync(() => device.Light == LightPatterns.ButtonHeld, device);
        time.Advance(JustBeforeArmed - Indicated);
        if (erases)
        {
            time.Advance(JustArmed - JustBeforeArmed);
            await Bench.UntilAsync(() => device.Light == LightPatterns.ButtonArmed, device);
        }

        time.Advance(TimeSpan.FromSeconds(2));
        await holding;
        if (erases)
            await Bench.UntilAsync(() => device.AccessPointSsid is not null, device);
        else
            await Bench.UntilAsync(() => device.Light == LightPatterns.JoiningNetwork, device);
        var stored = await flash.LoadAsync(TestContext.Current.CancellationToken);
        stored.ShouldNotBeNull().Token.ShouldBe(erases ? "" : ScriptedCloud.Token);
    }
}
