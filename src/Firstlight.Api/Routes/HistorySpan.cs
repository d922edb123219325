using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Api;

/// <summary>The stretch of time a question about history is about: the last day when nothing is said.</summary>
internal readonly record struct HistorySpan(DateTimeOffset From, DateTimeOffset To)
{
    public static Outcome<HistorySpan> Read(DateTimeOffset? from, DateTimeOffset? to, TimeProvider time)
    {
        var until = to ?? time.GetUtcNow();
        var since =
            from
            ?? (
                until - DateTimeOffset.MinValue > ApiLimits.HistorySpanDefault
                    ? until - ApiLimits.HistorySpanDefault
                    : DateTimeOffset.MinValue
            );
        return since > until ? Refusal.Invalid("from", "'from' is later than 'to'.") : new HistorySpan(since, until);
    }

    /// <summary>How time is cut up; hours when nothing is said, and UTC until somebody knows better.</summary>
    public static Outcome<TimeBuckets> ReadBuckets(string? resolution, string? timeZone)
    {
        var length = Resolution.Hour;
        if (resolution is not null && !Word.TryRead(resolution, out length))
            return Refusal.Invalid("resolution", Word.Expected<Resolution>());
        return TimeBuckets.FindZone(timeZone ?? "UTC") is { } zone
            ? new TimeBuckets(length, zone)
            : Refusal.Invalid(
                "timeZone",
                "There is no such time zone. Give an IANA name such as Europe/Kyiv, or an offset such as +02:00."
            );
    }
}
