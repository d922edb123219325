using System.Globalization;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>A hundred devices lose the same cloud at the same moment and get it back at the same moment.</summary>
public sealed class StormTests(ITestOutputHelper output)
{
    private const int Devices = 100;

    /// <summary>Between four and five on average; so many in one second are no chance any more.</summary>
    private const int PerSecondMax = 20;

    /// <summary>Chance shortens a pause to between half and whole.</summary>
    private static readonly double[] Pauses = [1, 2, 4, 8, 16, 30];

    [Theory]
    [InlineData("Refuses", 60, true, 0, 31)]
    [InlineData("TakesLoginsAndHangsUp", 15, true, 0, 31)]
    [InlineData("NoName", 15, false, 0, 31)]
    [InlineData("Silent", 60, false, 10, 41)]
    public void After_an_outage_they_come_back_one_by_one(
        string weather,
        int minutes,
        bool isTold,
        double attempt,
        int within
    )
    {
        var seed = TestMode.Seed();
        using var world = new World();
        var units = PowerOn(world, seed);
        foreach (var unit in units)
            unit.Dials = [];
        var began = world.Now;
        world.Do(() => world.Cloud.Turn(Enum.Parse<CloudWeather>(weather)));
        world.Pass(TimeSpan.FromMinutes(minutes));
        foreach (var unit in units)
            CheckPauses(unit, isTold ? began : null, attempt);
        world.Cloud.Logins = [];

        world.Do(() => world.Cloud.Turn(CloudWeather.Fine));
        world.Pass(TimeSpan.FromSeconds(within));

        var logins = world.Cloud.Logins;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}, {weather}: {Devices} logins within {within} s, at most {logins.Values.Max()} in a second"
            )
        );
        units.ShouldAllBe(unit => unit.IsOnline);
        logins.Values.Sum().ShouldBe(Devices);
        logins.Values.Max().ShouldBeLessThanOrEqualTo(PerSecondMax, $"4.4 on average: a storm, seed {seed}");
        logins.Count.ShouldBeGreaterThanOrEqualTo(20, $"seconds with a login, seed {seed}");
    }

    [Fact]
    public void A_router_that_was_off_is_not_stormed_either()
    {
        var seed = TestMode.Seed();
        using var world = new World();
        var units = PowerOn(world, seed);
        var router = world.Routers[0];
        foreach (var unit in units)
            unit.Radio.Joins = [];
        world.Do(() => router.IsOn = false);
        world.Pass(TimeSpan.FromMinutes(15));
        world.Cloud.Logins = [];

        world.Do(() => router.IsOn = true);
        world.Pass(TimeSpan.FromSeconds(40));

        units.ShouldAllBe(unit => unit.IsOnline);
        world.Cloud.Logins.Values.Max().ShouldBeLessThanOrEqualTo(PerSecondMax, $"seed {seed}");
        foreach (var unit in units)
            Gaps(unit.Radio.Joins!).Skip(8).ShouldAllBe(gap => gap >= 15 && gap <= 40);
    }

    [Fact]
    public void An_outage_that_lasts_until_they_restart_does_not_bring_them_into_step()
    {
        var seed = TestMode.Seed();
        using var world = new World();
        var units = PowerOn(world, seed, tries: 20);
        world.Do(() => world.Cloud.Turn(CloudWeather.Silent));
        world.Pass(TimeSpan.FromSeconds(20 * 50));
        units.ShouldAllBe(unit => unit.Restarts == 0);
        foreach (var unit in units)
            unit.Dials = [];

        world.Pass(TimeSpan.FromMinutes(2));

        units.ShouldAllBe(unit => unit.Restarts == 1);
        var most = units.GroupBy(unit => (long)unit.Dials![0].TotalSeconds).Max(group => group.Count());
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {most} first attempts in a second")
        );
        most.ShouldBeLessThanOrEqualTo(PerSecondMax, $"5 on average: a storm, seed {seed}");
        units.ShouldAllBe(unit => unit.FlashWrites == 2 && unit.Radio.AccessPoints == 0);
    }

    private static List<UnitInWorld> PowerOn(World world, int seed, int tries = 500)
    {
        var timings = new EdgentTimings { Tries = tries };
        var router = world.AddRouter("home");
        var units = Enumerable
            .Range(0, Devices)
            .Select(number => world.AddUnit(seed + number, options => options with { Timings = timings }))
            .ToList();
        foreach (var unit in units)
            unit.PowerOn(router);
        world.Pass(TimeSpan.FromMinutes(10));
        units.ShouldAllBe(unit => unit.IsOnline);
        return units;
    }

    /// <summary>Each pause is what the back-off says, and no attempt comes out of turn.</summary>
    /// <param name="unit">Whose.</param>
    /// <param name="told">When it heard of the loss; null: it found out later, and the first pause is not seen.</param>
    /// <param name="attempt">How many seconds one attempt lasts.</param>
    private static void CheckPauses(UnitInWorld unit, TimeSpan? told, double attempt)
    {
        var gaps = Gaps(told is { } began ? [began, .. unit.Dials!] : unit.Dials!).ToList();
        gaps.Count.ShouldBeGreaterThan(20);
        var unseen = told is null ? 1 : 0;
        for (var index = 0; index < gaps.Count; index++)
        {
            var pause = Pauses[Math.Min(index + unseen, Pauses.Length - 1)];
            gaps[index].ShouldBeInRange((pause / 2) + attempt - 0.01, pause + attempt + 0.01, $"gap {index}");
        }

        // By chance, not by a rule that all of them share.
        gaps.Skip(10).Select(gap => Math.Round(gap)).Distinct().Count().ShouldBeGreaterThan(8);
    }

    private static IEnumerable<double> Gaps(IReadOnlyList<TimeSpan> times) =>
        times.Zip(times.Skip(1), (one, next) => (next - one).TotalSeconds);
}
