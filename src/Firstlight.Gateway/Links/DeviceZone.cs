using System.Text;
using Firstlight.Fleet;

namespace Firstlight.Gateway.Links;

/// <summary>A device's time zone, in the forms that devices ask for (docs/decisions/0035, 0046).</summary>
internal sealed class DeviceZone(TimeZoneInfo zone, string folder = DeviceZone.Folder)
{
    private const string Folder = "/usr/share/zoneinfo";
    private const int TailBytes = 128;

    /// <summary>Changes lie less than a year and a month apart, or there are none.</summary>
    private const int DaysAhead = 400;

    public static async ValueTask<DeviceZone> OfAsync(IDeviceActions device, CancellationToken cancellation) =>
        new(await device.FindTimeZoneAsync(cancellation));

    public string Name => zone.Id;

    public int StandardMinutes => (int)zone.BaseUtcOffset.TotalMinutes;

    public int MinutesAt(DateTimeOffset time) => (int)zone.GetUtcOffset(time).TotalMinutes;

    /// <summary>What is added to standard time, 0 outside daylight saving time.</summary>
    public int DaylightMinutes(DateTimeOffset time) => MinutesAt(time) - StandardMinutes;

    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone);

    /// <summary>
    /// The zone as a POSIX TZ rule, which is the last line of its file; without a file, as what it is now.
    /// </summary>
    public string Rule(DateTimeOffset now)
    {
        if (zone.Equals(TimeZoneInfo.Utc))
            return "UTC0";
        try
        {
            using var file = File.OpenRead(Path.Combine(folder, zone.Id));
            file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
            var tail = new byte[TailBytes];
            var lines = Encoding.ASCII.GetString(tail, 0, file.ReadAtLeast(tail, TailBytes, throwOnEndOfStream: false));
            if (lines.TrimEnd('\n').Split('\n') is [_, .., { Length: > 0 } rule])
                return rule;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            // Said without the changes, which is right until the next one.
        }

        return Fixed(MinutesAt(now));
    }

    /// <summary>The next changes of the offset, two at most: when, and the whole offset in minutes from then on.</summary>
    public IReadOnlyList<(DateTimeOffset At, int Minutes)> Changes(DateTimeOffset now)
    {
        var changes = new List<(DateTimeOffset, int)>(2);
        for (var (day, from) = (0, now); day < DaysAhead && changes.Count < 2; day++, from = from.AddDays(1))
        {
            var to = from.AddDays(1);
            if (MinutesAt(from) != MinutesAt(to))
                changes.Add((Between(from, to), MinutesAt(to)));
        }

        return changes;
    }

    private DateTimeOffset Between(DateTimeOffset before, DateTimeOffset after)
    {
        var (low, high) = (before.ToUnixTimeSeconds(), after.ToUnixTimeSeconds());
        var minutes = MinutesAt(before);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (MinutesAt(DateTimeOffset.FromUnixTimeSeconds(middle)) == minutes)
                low = middle;
            else
                high = middle;
        }

        return DateTimeOffset.FromUnixTimeSeconds(high);
    }

    /// <summary>POSIX counts west of Greenwich, so the sign is the other one.</summary>
    private static string Fixed(int minutes)
    {
        var name =
            $"<{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:00}{(minutes % 60 == 0 ? "" : $"{Math.Abs(minutes) % 60:00}")}>";
        var rest = minutes % 60 == 0 ? "" : $":{Math.Abs(minutes) % 60:00}";
        return $"{name}{(minutes > 0 ? "-" : "")}{Math.Abs(minutes) / 60}{rest}";
    }
}
