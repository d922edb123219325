using System.Runtime.CompilerServices;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Api.Tests.Support;

/// <summary>A past that tests write down.</summary>
public sealed class FakeHistory : IDeviceHistory
{
    public List<HistoryPoint> Points { get; } = [];

    public List<HistoryBucket> Buckets { get; } = [];

    public List<ChartPoint> Chart { get; } = [];

    /// <summary>The buckets that were asked for last.</summary>
    public TimeBuckets? Asked { get; private set; }

    /// <summary>How many points a chart may have had.</summary>
    public int ChartPointsMax { get; private set; }

    public async IAsyncEnumerable<HistoryPoint> ReadPointsAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await Task.CompletedTask;
        foreach (var point in Points.Where(point => point.At >= from && point.At < to))
            yield return point;
    }

    public async IAsyncEnumerable<HistoryBucket> ReadBucketsAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeBuckets buckets,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var bucket in await ReadBucketPageAsync(pin, from, to, buckets, int.MaxValue, cancellation))
            yield return bucket;
    }

    public Task<IReadOnlyList<HistoryBucket>> ReadBucketPageAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeBuckets buckets,
        int limit,
        CancellationToken cancellation
    )
    {
        Asked = buckets;
        return Task.FromResult<IReadOnlyList<HistoryBucket>>([
            .. Buckets.Where(bucket => bucket.To > from && bucket.From < to).Take(limit),
        ]);
    }

    public Task<IReadOnlyList<ChartPoint>> ReadChartAsync(
        Datastream datastream,
        DateTimeOffset from,
        DateTimeOffset to,
        int pointsMax,
        CancellationToken cancellation
    )
    {
        ChartPointsMax = pointsMax;
        return Task.FromResult<IReadOnlyList<ChartPoint>>([.. Chart.Take(pointsMax)]);
    }

    public async IAsyncEnumerable<DeviceEvent> ReadEventsAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await Task.CompletedTask;
        yield break;
    }
}
