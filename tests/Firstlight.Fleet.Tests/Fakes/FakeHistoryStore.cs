using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>A past that can be written down, and what was asked and removed of it.</summary>
internal sealed class FakeHistoryStore : IHistoryStore
{
    private readonly Lock _gate = new();
    private readonly List<string> _calls = [];

    public List<HistoryBucket> Buckets { get; } = [];

    public List<ChartPoint> Points { get; } = [];

    public List<ChartPoint> Minutes { get; } = [];

    /// <summary>How many rows each datastream still has to lose, in the order of the sweep.</summary>
    public List<(SweepPlace Place, int Rows)> Expired { get; } = [];

    public Exception? Fault { get; set; }

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    public Task<IReadOnlyList<HistoryBucket>> ReadBucketsAsync(
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeBuckets buckets,
        int limit,
        CancellationToken cancellation
    ) =>
        Task.FromResult<IReadOnlyList<HistoryBucket>>([
            .. Buckets.Where(bucket => bucket.From >= from && bucket.From < to).Take(limit),
        ]);

    public Task<IReadOnlyList<ChartPoint>> ReadChartAsync(
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        bool fromMinutes,
        int pointsMax,
        CancellationToken cancellation
    ) => Task.FromResult<IReadOnlyList<ChartPoint>>(fromMinutes ? Minutes : Points);

    public Task<SweepStep> FindExpiredAsync(
        SweepPlace? after,
        DateTimeOffset pointsBefore,
        DateTimeOffset minutesBefore,
        int looksMax,
        CancellationToken cancellation
    )
    {
        Note($"look {pointsBefore:yyyy-MM-dd} {minutesBefore:yyyy-MM-dd}");
        if (Fault is not null)
            throw Fault;
        lock (_gate)
        {
            var next = Expired.FindIndex(entry => entry.Place == after) + 1;
            return Task.FromResult(
                next < Expired.Count ? new SweepStep(Expired[next].Place, Expired[next].Rows > 0) : default
            );
        }
    }

    public Task<int> RemoveExpiredAsync(
        SweepPlace place,
        DateTimeOffset pointsBefore,
        DateTimeOffset minutesBefore,
        int limit,
        CancellationToken cancellation
    )
    {
        Note($"remove {place.Pin} {limit}");
        lock (_gate)
        {
            var index = Expired.FindIndex(entry => entry.Place == place);
            var removed = Math.Min(limit, Expired[index].Rows);
            Expired[index] = (place, Expired[index].Rows - removed);
            return Task.FromResult(removed);
        }
    }

    private void Note(string call)
    {
        lock (_gate)
            _calls.Add(call);
    }
}
