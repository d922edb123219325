using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>One device's past. What is long is read piece by piece, so that neither memory nor another reader pays for it.</summary>
/// <exception cref="StorageUnavailableException">From every member, also between two pieces.</exception>
public interface IDeviceHistory
{
    /// <summary>Every value with <c>from &lt;= at &lt; to</c>, oldest first.</summary>
    IAsyncEnumerable<HistoryPoint> ReadPointsAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    );

    /// <summary>Every bucket that holds values, oldest first, from the one around <paramref name="from"/> to the last that begins before <paramref name="to"/>.</summary>
    IAsyncEnumerable<HistoryBucket> ReadBucketsAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeBuckets buckets,
        CancellationToken cancellation
    );

    /// <summary>A page of <see cref="ReadBucketsAsync"/>: at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<HistoryBucket>> ReadBucketPageAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeBuckets buckets,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>At most <paramref name="pointsMax"/> values that show the course, with every peak.</summary>
    Task<IReadOnlyList<ChartPoint>> ReadChartAsync(
        Datastream datastream,
        DateTimeOffset from,
        DateTimeOffset to,
        int pointsMax,
        CancellationToken cancellation
    );

    /// <summary>The device's events with <c>from &lt;= at &lt; to</c>, newest first.</summary>
    IAsyncEnumerable<DeviceEvent> ReadEventsAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    );
}
