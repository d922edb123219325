using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>
/// Finds and removes what is older than it need be. It goes from datastream to datastream along the keys that reading
/// uses, one look each, so that writing a value pays for no further index.
/// </summary>
internal static class SweepRows
{
    private const string OldestMinute = """
        SELECT device_id, pin, minute FROM history_minute
        WHERE (device_id, pin) > (@Device, @Pin) ORDER BY device_id, pin, minute LIMIT 1
        """;

    private const string RemoveMinutes = """
        DELETE FROM history_minute WHERE device_id = @Device AND pin = @Pin AND minute IN (
            SELECT minute FROM history_minute
            WHERE device_id = @Device AND pin = @Pin AND minute < @Before ORDER BY minute LIMIT @limit
        )
        """;

    public static SweepStep Find(
        DbConnection connection,
        SweepPlace? after,
        DateTimeOffset pointsBefore,
        DateTimeOffset minutesBefore,
        int looksMax
    )
    {
        var place = after is { } given ? (given.Device.Value, given.Pin.Number) : (0L, 255L);
        var pointBound = StoredTime.From(pointsBefore);
        var minuteBound = MinuteRows.MinuteOf(StoredTime.From(minutesBefore));
        for (var looks = 0; looks < looksMax; looks++)
        {
            var point = Oldest(connection, OldestPoint(connection), place);
            var minute = Oldest(connection, OldestMinute, place);
            if (point is null && minute is null)
                return new SweepStep(Reached: null, IsExpired: false);
            place = Nearer(point?.Place, minute?.Place);
            if (point is { } p && p.Place == place && p.Oldest < pointBound)
                return new SweepStep(Of(place), IsExpired: true);
            if (minute is { } m && m.Place == place && m.Oldest < minuteBound)
                return new SweepStep(Of(place), IsExpired: true);
        }

        return new SweepStep(Of(place), IsExpired: false);
    }

    public static int Remove(
        DbConnection connection,
        SweepPlace place,
        DateTimeOffset pointsBefore,
        DateTimeOffset minutesBefore,
        int limit
    )
    {
        var points = connection.Execute(
            RemovePoints(connection),
            Parameters(place, StoredTime.From(pointsBefore), limit)
        );
        var minutes = MinuteRows.MinuteOf(StoredTime.From(minutesBefore));
        return points + connection.Execute(RemoveMinutes, Parameters(place, minutes, limit));
    }

    private static string OldestPoint(DbConnection connection) =>
        $"""
            SELECT device_id, pin, at FROM {HistoryDays.SweptTable(connection)}
            WHERE (device_id, pin) > (@Device, @Pin) ORDER BY device_id, pin, at LIMIT 1
            """;

    private static string RemovePoints(DbConnection connection)
    {
        var table = HistoryDays.SweptTable(connection);
        return $"""
            DELETE FROM {table} WHERE {HistoryDays.Narrowed(connection, "device_id = @Device AND pin = @Pin")} id IN (
                SELECT id FROM {table} WHERE device_id = @Device AND pin = @Pin AND at < @Before ORDER BY at LIMIT @limit
            )
            """;
    }

    private static object Parameters(SweepPlace place, long before, int limit) =>
        new
        {
            Device = place.Device.Value,
            Pin = (long)place.Pin.Number,
            Before = before,
            limit,
        };

    private static ((long Device, long Pin) Place, long Oldest)? Oldest(
        DbConnection connection,
        string statement,
        (long Device, long Pin) after
    )
    {
        var found = connection.QueryFirstOrDefault<(long Device, long Pin, long Oldest)?>(
            statement,
            new { after.Device, after.Pin }
        );
        return found is { } row ? ((row.Device, row.Pin), row.Oldest) : null;
    }

    private static (long Device, long Pin) Nearer((long, long)? one, (long, long)? other) =>
        one is { } first && (other is not { } second || first.CompareTo(second) <= 0) ? first : other!.Value;

    private static SweepPlace Of((long Device, long Pin) place) =>
        new(new DeviceId(place.Device), new VirtualPin((byte)place.Pin));
}
