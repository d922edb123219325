using Firstlight.Edgent;
using Firstlight.TestKit;
using Firstlight.Workbench.Tests.Peers;

namespace Firstlight.Workbench.Tests.Rooms;

public sealed class ButtonTimeTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(9.5, false)]
    [InlineData(10.5, true)]
    public async Task The_real_button_wants_ten_seconds(double heldSeconds, bool erases)
    {
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
        await Bench.UntilAsync(() => device.Mode == EdgentMode.ConnectingNetwork, device);

        var holding = device.HoldButtonAsync(TimeSpan.FromSeconds(heldSeconds), TestContext.Current.CancellationToken);
        for (var passed = TimeSpan.Zero; passed.TotalSeconds < heldSeconds; passed += Step)
        {
            time.Advance(Step);
            // The device's own loop sees each step of its light before the next one.
            await Task.Yield();
        }

        await holding;
        if (erases)
            await Bench.UntilAsync(() => device.AccessPointSsid is not null, device);
        var stored = await flash.LoadAsync(TestContext.Current.CancellationToken);
        stored.ShouldNotBeNull().Token.ShouldBe(erases ? "" : ScriptedCloud.Token);
    }
}
