using System.Globalization;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Api;

/// <summary>History as rows: each time as UTC and by the clock on the wall.</summary>
internal sealed class HistoryTable(Datastream datastream, TimeZoneInfo zone)
{
    private readonly string _value = datastream.Unit is { } unit ? $"{datastream.Name} ({unit})" : datastream.Name;

    public IReadOnlyList<string> PointHeader => ["Time (UTC)", $"Time ({zone.Id})", _value];

    public IReadOnlyList<string> BucketHeader =>
        ["From (UTC)", $"From ({zone.Id})", "Count", "Min", "Max", "Average", "Sum", "Last"];

    public IReadOnlyList<string?> RowOf(HistoryPoint point) =>
        [Exact(point.At), Local(point.At), point.Value.Replace(DatastreamRules.PartSeparator, ' ')];

    public IReadOnlyList<string?> RowOf(HistoryBucket bucket) =>
        [
            CsvText.Time(bucket.From),
            Local(bucket.From),
            bucket.Count.ToString(CultureInfo.InvariantCulture),
            Number(bucket.Minimum),
            Number(bucket.Maximum),
            Number(bucket.Average),
            Number(bucket.Sum),
            Number(bucket.Last),
        ];

    private static string Exact(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private string Local(DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
