using Firstlight.Fleet;

namespace Firstlight.Gateway.Http;

/// <summary>What a report shall hold: enough to make it now, or later behind a link.</summary>
/// <param name="Device">Whose history.</param>
/// <param name="Pin">The one datastream; null for all.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment after it.</param>
/// <param name="Granularity">What a row is.</param>
/// <param name="Source">What a stretch of time is told by.</param>
/// <param name="Zone">Whose clock days and written times follow.</param>
/// <param name="Format">How a time is written.</param>
/// <param name="SendEvents">Whether the device's events come too.</param>
internal sealed record ReportRequest(
    long Device,
    int? Pin,
    DateTimeOffset From,
    DateTimeOffset To,
    ReportGranularity Granularity,
    ReportSource Source,
    string Zone,
    ReportFormat Format,
    bool SendEvents
)
{
    private static readonly TimeSpan[] Lengths =
    [
        TimeSpan.FromHours(1),
        TimeSpan.FromDays(1),
        TimeSpan.FromDays(7),
        TimeSpan.FromDays(30),
        TimeSpan.FromDays(90),
    ];

    /// <summary>Reads a call's parameters, or answers why they are none.</summary>
    public static (ReportRequest? Request, ReportOutput Output, DeviceAnswer? Refusal) Read(
        CallQuery query,
        long device,
        int? pin,
        DateTimeOffset now
    )
    {
        DeviceAnswer? refusal = null;
        var period = Take("period", "Period", ReportPeriod.Month);
        var granularity = Take("granularityType", "GraphGranularityType", ReportGranularity.RawData);
        var source = Take("sourceType", "AggregationFunctionType", ReportSource.Avg);
        var format = Take("format", "ReportFormat", ReportFormat.Ts);
        var output = Take("output", "ReportOutput", ReportOutput.File);
        if (refusal is not null)
            return (null, output, refusal);
        var zone = query.Find("tzName") is { Length: > 0 } named ? named : "UTC";
        var sendsEvents = query.Find("sendEvents") is { } text ? ReadFlag(text) : false;
        var isTooMuch = period is ReportPeriod.ThreeMonths && granularity is ReportGranularity.RawData;
        if (TimeBuckets.FindZone(zone) is null || sendsEvents is not { } sendEvents || isTooMuch)
            return (null, output, DeviceAnswer.Error(Messages.WrongReport));
        var from = now - Lengths[(int)period];
        return (new ReportRequest(device, pin, from, now, granularity, source, zone, format, sendEvents), output, null);

        T Take<T>(string name, string className, T unsaid)
            where T : struct, Enum
        {
            if (!ReportWord.TryRead(query.Find(name), unsaid, out T value))
                refusal ??= ReportWord.Unknown(className, query.Find(name)!);
            return value;
        }
    }

    private static bool? ReadFlag(string text) =>
        text switch
        {
            "true" or "1" => true,
            "false" or "0" or "" => false,
            _ => null,
        };
}
