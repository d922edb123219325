using System.Globalization;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>What the values of a batch add to their minutes: gathered first, so that a minute is written once per commit.</summary>
internal sealed class MinuteRows
{
    private const string Upsert = """
        INSERT INTO history_minute (device_id, pin, minute, points, total, least, greatest, last_at, last)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
        ON CONFLICT (device_id, pin, minute) DO UPDATE SET
            points = history_minute.points + excluded.points,
            total = history_minute.total + excluded.total,
            least = CASE WHEN excluded.least < history_minute.least THEN excluded.least ELSE history_minute.least END,
            greatest = CASE WHEN excluded.greatest > history_minute.greatest THEN excluded.greatest ELSE history_minute.greatest END,
            last = CASE WHEN excluded.last_at >= history_minute.last_at THEN excluded.last ELSE history_minute.last END,
            last_at = CASE WHEN excluded.last_at >= history_minute.last_at THEN excluded.last_at ELSE history_minute.last_at END
        """;

    private readonly Dictionary<(DeviceId Device, VirtualPin Pin, long Minute), Sums> _minutes = [];

    /// <summary>The minute a stored time is in.</summary>
    public static long MinuteOf(long at) => (long)Math.Floor((decimal)at / TimeSpan.TicksPerMinute);

    /// <summary>The stored time at which a minute begins.</summary>
    public static long StartOf(long minute) => minute * TimeSpan.TicksPerMinute;

    public void Add(in ValueRecord value, long at)
    {
        // The template's rule let it in as a number.
        if (!double.TryParse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return;
        var key = (value.Device, value.Pin, MinuteOf(at));
        _minutes[key] = _minutes.TryGetValue(key, out var sums) ? sums.With(number, at) : Sums.Of(number, at);
    }

    public void Write(StatementQueue statements)
    {
        foreach (var ((device, pin, minute), sums) in _minutes)
        {
            statements.Run(
                Upsert,
                device.Value,
                (long)pin.Number,
                minute,
                sums.Points,
                sums.Total,
                sums.Least,
                sums.Greatest,
                sums.LastAt,
                sums.Last
            );
        }
    }

    private readonly record struct Sums(
        long Points,
        double Total,
        double Least,
        double Greatest,
        long LastAt,
        double Last
    )
    {
        public static Sums Of(double number, long at) => new(1, number, number, number, at, number);

        public Sums With(double number, long at) =>
            new(
                Points + 1,
                Total + number,
                Math.Min(Least, number),
                Math.Max(Greatest, number),
                Math.Max(LastAt, at),
                at >= LastAt ? number : Last
            );
    }
}
