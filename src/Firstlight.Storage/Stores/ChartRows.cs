using System.Data.Common;
using System.Globalization;
using Dapper;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Reads a range row by row and keeps what a chart can show: however long it is, memory holds the answer only.</summary>
internal static class ChartRows
{
    private const string Points = """
        SELECT at, value FROM history
        WHERE device_id = @Device AND pin = @Pin AND at >= @From AND at < @To ORDER BY at, id
        """;

    private const string Minutes = """
        SELECT minute, least, greatest FROM history_minute
        WHERE device_id = @Device AND pin = @Pin AND minute >= @From AND minute < @To ORDER BY minute
        """;

    public static IReadOnlyList<ChartPoint> FromPoints(
        DbConnection connection,
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        int pointsMax
    )
    {
        var chart = new Thinning(from, to, pointsMax);
        var range = new
        {
            Device = device.Value,
            Pin = (long)pin.Number,
            From = StoredTime.From(from),
            To = StoredTime.From(to),
        };
        foreach (var (at, value) in connection.Query<(long, string)>(Points, range, buffered: false))
        {
            // Text from a time when the datastream held text has no place in a chart.
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                chart.Add(StoredTime.Read(at), number);
        }

        return chart.Finish();
    }

    public static IReadOnlyList<ChartPoint> FromMinutes(
        DbConnection connection,
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        int pointsMax
    )
    {
        var chart = new Thinning(from, to, pointsMax);
        var range = new
        {
            Device = device.Value,
            Pin = (long)pin.Number,
            From = MinuteRows.MinuteOf(StoredTime.From(from)),
            To = MinuteRows.MinuteOf(StoredTime.From(to) - 1) + 1,
        };
        foreach (
            var (minute, least, greatest) in connection.Query<(long, double, double)>(Minutes, range, buffered: false)
        )
        {
            var at = StoredTime.Read(MinuteRows.StartOf(minute));
            chart.Add(at, least);
            if (greatest > least)
                chart.Add(at, greatest);
        }

        return chart.Finish();
    }
}
