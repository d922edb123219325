using Firstlight.Fleet;

namespace Firstlight.HistoryRun;

/// <summary>The store and the bare engine by turns, so that what else the machine does falls on both.</summary>
internal static class Run
{
    public static async Task RunAsync(string? settings, int rounds, int batches, CancellationToken cancellation)
    {
        await using var store = await StorePoints.OpenAsync(settings, cancellation);
        var devices = await store.AddDevicesAsync(Batch.Devices, cancellation);
        await using IPoints bare = settings is null ? new BareSqlite() : new BareCopy(settings);
        var runs = new List<(double Bare, double Points, double Minutes)>();
        // The first round is for compiling, and is not counted.
        for (var round = 0; round <= rounds; round++)
        {
            var run = (
                await MeasureAsync("bare", bare),
                await MeasureAsync("points", store, PointKeeping.Point),
                await MeasureAsync("points and minutes", store, PointKeeping.PointAndMinute)
            );
            if (round > 0)
                runs.Add(run);
        }

        Say(
            $"median of {rounds} ratios to bare: points {Median(runs.Select(run => run.Points / run.Bare)):P0}, "
                + $"points and minutes {Median(runs.Select(run => run.Minutes / run.Bare)):P0}"
        );
        Say(
            $"median rates: bare {Median(runs.Select(run => run.Bare)):N0}/s, points {Median(runs.Select(run => run.Points)):N0}/s, "
                + $"points and minutes {Median(runs.Select(run => run.Minutes)):N0}/s"
        );

        async Task<double> MeasureAsync(string what, IPoints sink, PointKeeping keeping = PointKeeping.Point)
        {
            store.Keeping = keeping;
            var made = Enumerable.Range(0, batches).Select(_ => Batch.Make(devices)).ToList();
            var began = TimeProvider.System.GetTimestamp();
            var processor = Environment.CpuUsage.TotalTime;
            foreach (var batch in made)
                await sink.AppendAsync(batch, cancellation);
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            var points = batches * Batch.Points;
            var cost = (Environment.CpuUsage.TotalTime - processor).TotalSeconds * 1e6 / points;
            Say($"{what}: {points / seconds:N0} points/s, {cost:N2} s of this process per million");
            return points / seconds;
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static void Say(string line) => Console.WriteLine(line);
}
