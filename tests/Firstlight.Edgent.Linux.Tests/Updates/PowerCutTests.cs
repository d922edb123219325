using Firstlight.TestKit.Firmware;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Updates;

/// <summary>
/// Two updates, and between them one that is replaced before it ever starts: the power goes between any two things that are done to the disk.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int ChangesMax = 500;

    [Fact]
    public async Task Wherever_the_power_goes_a_whole_version_starts_and_the_next_update_works()
    {
        var seed = TestMode.Seed();
        var (cut, cuts) = (true, 0);
        for (var at = 0; cut; at++)
        {
            at.ShouldBeLessThan(ChangesMax);
            foreach (var round in Enumerable.Range(0, TestMode.Times(1, 40)))
                cut = await PlayAsync(at, seed + at * 1_000 + round);
            cuts = at;
        }

        output.WriteLine($"seed {seed}: {cuts} places");
        cuts.ShouldBeGreaterThan(40);
    }

    /// <summary>False when the power stayed on to the end.</summary>
    private static async Task<bool> PlayAsync(int at, int seed)
    {
        using var bench = new SlotBench();
        var disk = new CutDisk(at, seed);
        // What may run: the one that was confirmed last, and what was begun since.
        List<string> allowed = [SlotBench.Packaged, "2.0.0"];
        try
        {
            await bench.UpdateAsync("2.0.0", running: null, disk);
            allowed = ["2.0.0", "2.5.0"];
            using (var two = bench.Running("a", disk: disk))
                await bench.InstallAsync(two, bench.Maker.Make("2.5.0"));
            allowed.Add("3.0.0");
            await bench.UpdateAsync("3.0.0", "a", disk);
            allowed = ["3.0.0"];
        }
        catch (PowerCutException)
        {
            disk.ComeBack();
        }

        var slot = await bench.StartAsync();
        using var started = bench.Running(slot);
        var now = await started.ChooseProgramAsync([], CancellationToken.None);
        allowed.ShouldContain(now.Version, $"cut {at}, seed {seed}");
        if (slot is not null)
            (await File.ReadAllTextAsync(Path.Combine(bench.Folder, slot, "edgentd"), CancellationToken.None)).ShouldBe(
                BundleMaker.ProgramOf(now.Version),
                $"cut {at}, seed {seed}"
            );
        await started.ConfirmAsync(CancellationToken.None);
        await bench.UpdateAsync("4.0.0", slot);
        (await bench.StartAsync()).ShouldNotBe(slot);
        return disk.IsCut;
    }
}
