using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>A day (in the long form a month) of a router and a cloud that come and go.</summary>
[Collection(nameof(Alone))]
public sealed class FlappingTests(ITestOutputHelper output)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromHours(2);

    /// <summary>What docs/protocols/provisioning.md promises.</summary>
    private static readonly TimeSpan OnlineWithin = TimeSpan.FromSeconds(100);

    private static TimeSpan Span => TestMode.IsLong ? TimeSpan.FromDays(30) : TimeSpan.FromHours(24);

    [Fact]
    public void It_always_comes_back_in_time_grows_nowhere_and_writes_nothing()
    {
        var seed = TestMode.Seed();
        using var world = new World();
        var home = world.AddRouter("home");
        var unit = world.AddUnit(seed);
        unit.PowerOn(home);
        var fate = new Fate(world, seed, home);
        var watch = new OnlineWatch(world, unit, () => fate.IsFine, OnlineWithin);
        world.Pass(TimeSpan.FromMinutes(1));
        var stored = unit.Stored;
        var writes = unit.FlashWrites;
        fate.Begin();

        world.Pass(WarmUp, watch.Look);
        var bytes = GC.GetTotalMemory(forceFullCollection: true);
        var timersMax = 0;
        world.Pass(
            Span - WarmUp,
            () =>
            {
                watch.Look();
                timersMax = Math.Max(timersMax, world.Time.WaitingTimers);
            }
        );
        var grown = GC.GetTotalMemory(forceFullCollection: true) - bytes;

        output.WriteLine($"seed {seed}: {fate} {watch}, {grown} bytes grown, {unit.Restarts} restarts");
        unit.Stored.ShouldBe(stored);
        unit.FlashWrites.ShouldBe(writes, "an outage costs no flash");
        unit.Radio.AccessPoints.ShouldBe(0, "an outage opens no access point");
        timersMax.ShouldBeLessThan(20);
        world.Cloud.OpenLines.ShouldBeLessThanOrEqualTo(1);
        grown.ShouldBeLessThan(64 * 1024);
        fate.Outages.ShouldBeGreaterThan(100, "or nothing was shown");
    }

    [Fact]
    public void Between_two_networks_that_come_and_go_it_writes_only_when_one_of_them_lasts()
    {
        var seed = TestMode.Seed();
        using var world = new World();
        var home = world.AddRouter("home");
        var garage = world.AddRouter("garage");
        var unit = world.AddUnit(seed);
        unit.PowerOn(home, garage);
        var fate = new Fate(world, seed, home, garage);
        world.Pass(TimeSpan.FromMinutes(1));
        var stored = unit.Stored;
        var writes = unit.FlashWrites;
        fate.Begin();

        var changes = 0;
        var (last, since) = (unit.Radio.Joined, world.Now);
        var lasting = unit.Radio.Joined;
        world.Pass(
            Span,
            () =>
            {
                if (last != unit.Radio.Joined)
                    (last, since) = (unit.Radio.Joined, world.Now);
                if (last is null || last == lasting || world.Now - since < TimeSpan.FromMinutes(5))
                    return;
                lasting = last;
                changes++;
            }
        );

        output.WriteLine($"seed {seed}: {fate} {changes} changes that lasted, {unit.FlashWrites - writes} writes");
        (unit.FlashWrites - writes).ShouldBeInRange(1, changes);
        unit.Radio.AccessPoints.ShouldBe(0);
        unit.Stored.Token.ShouldBe(stored.Token);
        unit.Stored.Uid.ShouldBe(stored.Uid);
        unit.Stored.Networks.ShouldBe(stored.Networks, ignoreOrder: true);
    }

    [Fact]
    public void A_cloud_that_takes_logins_and_hangs_up_is_asked_ever_more_seldom()
    {
        using var world = new World();
        var unit = world.AddUnit(TestMode.Seed());
        unit.PowerOn(world.AddRouter("home"));
        world.Pass(TimeSpan.FromMinutes(10));
        unit.Dials = [];
        world.Do(() => world.Cloud.Turn(CloudWeather.TakesLoginsAndHangsUp));

        world.Pass(TimeSpan.FromHours(1));

        unit.Dials.Count.ShouldBeInRange(120, 250);
        unit.FlashWrites.ShouldBe(2, "those of its first day");
    }
}
