using System.Globalization;
using System.Runtime.CompilerServices;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Gateway.Http;

/// <summary>One row of a report.</summary>
/// <param name="Datastream">What it is of.</param>
/// <param name="At">When, or when its stretch of time begins.</param>
/// <param name="Value">A stored value in wire form, or a number that a stretch came to.</param>
internal readonly record struct ReportRow(Datastream Datastream, DateTimeOffset At, string Value);

/// <summary>A report row by row, as it is read.</summary>
internal sealed class ReportRows(ReportRequest request, IDeviceHistory history)
{
    private readonly TimeZoneInfo _zone = TimeBuckets.FindZone(request.Zone) ?? TimeZoneInfo.Utc;

    /// <summary>The datastreams that a report of this kind can hold: what is counted up must be numbers.</summary>
    public static IReadOnlyList<Datastream> Datastreams(ReportRequest request, Template template) =>
        [
            .. template.Datastreams.Where(datastream =>
                (request.Pin is null || datastream.Pin.Number == request.Pin)
                && (request.Granularity is ReportGranularity.RawData || DatastreamRules.IsNumber(datastream.Type))
            ),
        ];

    public async IAsyncEnumerable<ReportRow> ReadAsync(
        Datastream datastream,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (request.Granularity is ReportGranularity.RawData)
        {
            await foreach (
                var (at, value) in history.ReadPointsAsync(datastream.Pin, request.From, request.To, cancellation)
            )
                yield return new ReportRow(datastream, at, value);
            yield break;
        }

        var buckets = new TimeBuckets(ResolutionOf(request.Granularity), _zone);
        await foreach (
            var bucket in history.ReadBucketsAsync(datastream.Pin, request.From, request.To, buckets, cancellation)
        )
            yield return new ReportRow(datastream, bucket.From, Number(bucket));
    }

    public async IAsyncEnumerable<ReportRow> ReadAsync(
        IReadOnlyList<Datastream> datastreams,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var datastream in datastreams)
        {
            await foreach (var row in ReadAsync(datastream, cancellation))
                yield return row;
        }
    }

    public IAsyncEnumerable<DeviceEvent> ReadEventsAsync(CancellationToken cancellation) =>
        history.ReadEventsAsync(request.From, request.To, cancellation);

    /// <summary>A time as the report writes it, by the clock of its zone.</summary>
    public string Time(DateTimeOffset at) =>
        request.Format switch
        {
            ReportFormat.IsoUs => Local(at).ToString("MM/dd/yy hh:mm:ss tt", CultureInfo.InvariantCulture),
            ReportFormat.IsoSimple => Local(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            _ => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);

    private string Number(HistoryBucket bucket) =>
        request.Source switch
        {
            ReportSource.Min => Text(bucket.Minimum),
            ReportSource.Max => Text(bucket.Maximum),
            ReportSource.Sum => Text(bucket.Sum),
            ReportSource.Count => bucket.Count.ToString(CultureInfo.InvariantCulture),
            _ => Text(bucket.Average),
        };

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static Resolution ResolutionOf(ReportGranularity granularity) =>
        granularity switch
        {
            ReportGranularity.Minute => Resolution.Minute,
            ReportGranularity.Hourly => Resolution.Hour,
            _ => Resolution.Day,
        };
}
