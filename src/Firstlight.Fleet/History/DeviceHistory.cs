using System.Runtime.CompilerServices;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <inheritdoc />
internal sealed class DeviceHistory(IFleetStore store, IHistoryStore history, DeviceId device) : IDeviceHistory
{
    /// <summary>Values of one read. A reader is held for some milliseconds, whatever the answer's length.</summary>
    private const int PointsPerRead = 5_000;

    private const int BucketsPerRead = 200;
    private const int EventsPerRead = 500;

    public async IAsyncEnumerable<HistoryPoint> ReadPointsAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        long? after = null;
        while (true)
        {
            var found = await store.ReadHistoryAsync(device, pin, from, to, after, PointsPerRead, cancellation);
            foreach (var (_, point) in found.Take(PointsPerRead))
                yield return point;
            if (found.Count <= PointsPerRead)
                yield break;
            after = found[PointsPerRead - 1].Id;
        }
    }

    public async IAsyncEnumerable<HistoryBucket> ReadBucketsAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeBuckets buckets,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        while (from < to)
        {
            var found = await ReadBucketPageAsync(pin, from, to, buckets, BucketsPerRead, cancellation);
            foreach (var bucket in found)
                yield return bucket;
            if (found.Count < BucketsPerRead)
                yield break;
            from = found[^1].To;
        }
    }

    public Task<IReadOnlyList<HistoryBucket>> ReadBucketPageAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeBuckets buckets,
        int limit,
        CancellationToken cancellation
    ) => history.ReadBucketsAsync(device, pin, from, to, buckets, limit, cancellation);

    public async Task<IReadOnlyList<ChartPoint>> ReadChartAsync(
        Datastream datastream,
        DateTimeOffset from,
        DateTimeOffset to,
        int pointsMax,
        CancellationToken cancellation
    )
    {
        // Where a point stands for less than a minute the values themselves are needed; further away nobody could tell.
        var isClose = (to - from) / pointsMax < TimeSpan.FromMinutes(1);
        if (isClose && datastream.History is DatastreamHistory.Raw)
        {
            var values = await ReadAsync(fromMinutes: false);
            if (values.Count > 0)
                return values;
        }

        return await ReadAsync(fromMinutes: true);

        Task<IReadOnlyList<ChartPoint>> ReadAsync(bool fromMinutes) =>
            history.ReadChartAsync(device, datastream.Pin, from, to, fromMinutes, pointsMax, cancellation);
    }

    public async IAsyncEnumerable<DeviceEvent> ReadEventsAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        long? before = null;
        while (true)
        {
            var found = await store.ReadEventsAsync(device, before, EventsPerRead, cancellation);
            foreach (var happened in found.Take(EventsPerRead))
            {
                if (happened.At < from)
                    yield break;
                if (happened.At < to)
                    yield return happened;
            }

            if (found.Count <= EventsPerRead)
                yield break;
            before = found[EventsPerRead - 1].Id;
        }
    }
}
