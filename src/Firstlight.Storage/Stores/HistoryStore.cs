using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>The past of devices: added up, thinned out for charts, and cleaned up.</summary>
internal sealed class HistoryStore(IDatabase database) : IHistoryStore
{
    // The sums of the stretch; what came last in it is in its last minute.
    private const string SumUp = """
        SELECT SUM(points), SUM(total), MIN(least), MAX(greatest), (
            SELECT last FROM history_minute
            WHERE device_id = @Device AND pin = @Pin AND minute >= @First AND minute < @End
            ORDER BY minute DESC LIMIT 1
        )
        FROM history_minute WHERE device_id = @Device AND pin = @Pin AND minute >= @First AND minute < @End
        """;

    private const string NextMinute = """
        SELECT minute FROM history_minute
        WHERE device_id = @Device AND pin = @Pin AND minute >= @First AND minute < @End ORDER BY minute LIMIT 1
        """;

    public Task<IReadOnlyList<HistoryBucket>> ReadBucketsAsync(
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeBuckets buckets,
        int limit,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<HistoryBucket>>(
            connection =>
            {
                var found = new List<HistoryBucket>();
                var first = buckets.Around(from).From;
                // From one minute that has values to the next: empty stretches, however long, cost one look.
                while (
                    found.Count < limit
                    && first < to
                    && Next(connection, new Range(device, pin, Minute(first), Minute(buckets.Around(to).To)))
                        is { } next
                )
                {
                    var bucket = buckets.Around(StoredTime.Read(MinuteRows.StartOf(next)));
                    if (bucket.From >= to)
                        break;
                    found.Add(Sum(connection, new Range(device, pin, Minute(bucket.From), Minute(bucket.To)), bucket));
                    first = bucket.To;
                }

                return found;
            },
            cancellation
        );

    public Task<IReadOnlyList<ChartPoint>> ReadChartAsync(
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        bool fromMinutes,
        int pointsMax,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<ChartPoint>>(
            connection =>
                fromMinutes
                    ? ChartRows.FromMinutes(connection, device, pin, from, to, pointsMax)
                    : ChartRows.FromPoints(connection, device, pin, from, to, pointsMax),
            cancellation
        );

    public async Task<SweepStep> FindExpiredAsync(
        SweepPlace? after,
        DateTimeOffset pointsBefore,
        DateTimeOffset minutesBefore,
        int looksMax,
        CancellationToken cancellation
    )
    {
        // A sweep begins with what goes at one stroke.
        if (after is null)
            await database.WriteAsync(connection => HistoryDays.DropBefore(connection, pointsBefore), cancellation);
        return await database.ReadAsync(
            connection => SweepRows.Find(connection, after, pointsBefore, minutesBefore, looksMax),
            cancellation
        );
    }

    public Task<int> RemoveExpiredAsync(
        SweepPlace place,
        DateTimeOffset pointsBefore,
        DateTimeOffset minutesBefore,
        int limit,
        CancellationToken cancellation
    ) =>
        database.WriteAsync(
            connection => SweepRows.Remove(connection, place, pointsBefore, minutesBefore, limit),
            cancellation
        );

    private static long Minute(DateTimeOffset time) => MinuteRows.MinuteOf(StoredTime.From(time));

    private static long? Next(DbConnection connection, Range range) =>
        connection.QueryFirstOrDefault<long?>(NextMinute, range.Parameters);

    private static HistoryBucket Sum(
        DbConnection connection,
        Range range,
        (DateTimeOffset From, DateTimeOffset To) bucket
    )
    {
        var (points, total, least, greatest, last) = connection.QuerySingle<(long, double, double, double, double)>(
            SumUp,
            range.Parameters
        );
        return new HistoryBucket(bucket.From, bucket.To, points, total, least, greatest, last);
    }

    private readonly record struct Range(DeviceId Device, VirtualPin Pin, long First, long End)
    {
        public object Parameters =>
            new
            {
                Device = Device.Value,
                Pin = (long)Pin.Number,
                First,
                End,
            };
    }
}
