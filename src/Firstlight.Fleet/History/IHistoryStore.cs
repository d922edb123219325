using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>Where the clean-up of history is: behind this datastream of this device.</summary>
public readonly record struct SweepPlace(DeviceId Device, VirtualPin Pin);

/// <summary>What the past of devices needs from the database beside <see cref="IFleetStore"/>. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface IHistoryStore
{
    /// <summary>
    /// The buckets that hold values, oldest first, from the one around <paramref name="from"/> to the last that begins before
    /// <paramref name="to"/>; at most <paramref name="limit"/>. Each is whole.
    /// </summary>
    Task<IReadOnlyList<HistoryBucket>> ReadBucketsAsync(
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeBuckets buckets,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>
    /// The values with <c>from &lt;= at &lt; to</c>, oldest first, when there are at most <paramref name="pointsMax"/>; otherwise the least and the
    /// greatest of each of as many equal spans as that allows.
    /// </summary>
    /// <param name="fromMinutes">True to take what each minute came to, false to take the values.</param>
    Task<IReadOnlyList<ChartPoint>> ReadChartAsync(
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        bool fromMinutes,
        int pointsMax,
        CancellationToken cancellation
    );

    /// <summary>
    /// The next datastream behind <paramref name="after"/> that has values from before <paramref name="pointsBefore"/> or minutes from before
    /// <paramref name="minutesBefore"/>, and how far was looked: a call looks at <paramref name="looksMax"/> datastreams.
    /// </summary>
    Task<SweepStep> FindExpiredAsync(
        SweepPlace? after,
        DateTimeOffset pointsBefore,
        DateTimeOffset minutesBefore,
        int looksMax,
        CancellationToken cancellation
    );

    /// <summary>Durable. Removes at most <paramref name="limit"/> of the datastream's expired values and minutes each; answers how many rows went.</summary>
    Task<int> RemoveExpiredAsync(
        SweepPlace place,
        DateTimeOffset pointsBefore,
        DateTimeOffset minutesBefore,
        int limit,
        CancellationToken cancellation
    );
}

/// <summary>How far a look for expired history came.</summary>
/// <param name="Reached">The last datastream looked at; null: there are no more.</param>
/// <param name="IsExpired">True when that one has something to remove.</param>
public readonly record struct SweepStep(SweepPlace? Reached, bool IsExpired);
