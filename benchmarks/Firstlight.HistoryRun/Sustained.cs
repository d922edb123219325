using Firstlight.Fleet;

namespace Firstlight.HistoryRun;

/// <summary>The store alone and without a pause: whether it keeps its pace while its tables grow.</summary>
internal static class Sustained
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(string? settings, TimeSpan length, CancellationToken cancellation)
    {
        await using var store = await StorePoints.OpenAsync(settings, cancellation);
        store.Keeping = PointKeeping.PointAndMinute;
        var devices = await store.AddDevicesAsync(Batch.Devices, cancellation);
        var (all, slice) = (new Tally(), new Tally());
        while (all.Time < length)
        {
            // Making points is not what is asked about: only the commits count.
            var batch = Batch.Make(devices);
            var began = TimeProvider.System.GetTimestamp();
            await store.AppendAsync(batch, cancellation);
            var took = TimeProvider.System.GetElapsedTime(began);
            all = all.With(took);
            slice = slice.With(took);
            if (slice.Time < Slice)
                continue;
            Say($"{all.Time.TotalSeconds, 4:N0} s", slice);
            slice = new Tally();
        }

        Say("in all", all);
    }

    private static void Say(string when, Tally tally) =>
        Console.WriteLine(
            $"{when}: {tally.Points / tally.Time.TotalSeconds:N0} points/s with their minutes, {tally.Points:N0} points, longest commit {tally.Longest.TotalMilliseconds:N0} ms"
        );

    private readonly record struct Tally(long Points, TimeSpan Time, TimeSpan Longest)
    {
        public Tally With(TimeSpan took) => new(Points + Batch.Points, Time + took, took > Longest ? took : Longest);
    }
}
