using Firstlight.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>
/// Removes history that is older than it need be: in slices of one commit each, and with a pause behind each that is a
/// multiple of what it took, so that those who write have most of the disk's time even while years are removed.
/// </summary>
internal sealed class HistorySweep(
    IHistoryStore store,
    FleetMetrics metrics,
    TimeProvider time,
    IOptions<FleetOptions> options,
    ILogger<HistorySweep> logger,
    ISoleDuty? duty = null
) : IDisposable
{
    /// <summary>Rows of a table that one commit removes.</summary>
    public const int SliceRows = 500;

    /// <summary>Datastreams that one read looks at.</summary>
    public const int LooksPerRead = 200;

    /// <summary>The pause behind a step, in times of what the step took.</summary>
    private const int PauseFactor = 4;

    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = RunAsync(_stopping.Token);

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Value.SweepInterval, time, stopping);
                if (duty is null or { IsOurs: true })
                    await SweepAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped: the next start goes on.
        }
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        var began = time.GetTimestamp();
        long removed = 0;
        try
        {
            var now = time.GetUtcNow();
            var points = Before(now, options.Value.PointsKept);
            var minutes = Before(now, options.Value.MinutesKept);
            SweepPlace? place = null;
            do
            {
                var step = await PacedAsync(
                    () => store.FindExpiredAsync(place, points, minutes, LooksPerRead, stopping),
                    stopping
                );
                place = step.Reached;
                if (place is { } expired && step.IsExpired)
                    removed += await RemoveAsync(expired, points, minutes, stopping);
            } while (place is not null);
        }
        catch (StorageUnavailableException away)
        {
            Log.SweepFailed(logger, away);
        }

        if (removed > 0)
            Log.SweptHistory(logger, removed, time.GetElapsedTime(began));
    }

    private async Task<long> RemoveAsync(
        SweepPlace place,
        DateTimeOffset points,
        DateTimeOffset minutes,
        CancellationToken stopping
    )
    {
        long removed = 0;
        while (true)
        {
            var rows = await PacedAsync(
                () => store.RemoveExpiredAsync(place, points, minutes, SliceRows, stopping),
                stopping
            );
            removed += rows;
            metrics.HistoryRemoved(rows);
            if (rows < SliceRows)
                return removed;
        }
    }

    private async Task<T> PacedAsync<T>(Func<Task<T>> step, CancellationToken stopping)
    {
        var began = time.GetTimestamp();
        var answer = await step();
        var pause = PauseFactor * time.GetElapsedTime(began);
        await Task.Delay(pause > PauseMin ? pause : PauseMin, time, stopping);
        return answer;
    }

    private static DateTimeOffset Before(DateTimeOffset now, TimeSpan? kept) =>
        kept is { } span && now - DateTimeOffset.UnixEpoch > span ? now - span : DateTimeOffset.UnixEpoch;
}
