using System.Text.Json.Nodes;
using Firstlight.Fleet;

namespace Firstlight.Api;

internal sealed record PointAnswer(DateTimeOffset At, JsonNode? Value);

/// <summary>What the values of a stretch of time came to.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="To">The first moment after it.</param>
/// <param name="Count">How many values.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
/// <param name="Avg">Their mean.</param>
/// <param name="Sum">All added up.</param>
/// <param name="Last">The one with the latest time.</param>
internal sealed record BucketAnswer(
    DateTimeOffset From,
    DateTimeOffset To,
    long Count,
    double Min,
    double Max,
    double Avg,
    double Sum,
    double Last
)
{
    public static BucketAnswer Of(HistoryBucket bucket) =>
        new(
            bucket.From,
            bucket.To,
            bucket.Count,
            bucket.Minimum,
            bucket.Maximum,
            bucket.Average,
            bucket.Sum,
            bucket.Last
        );
}

internal sealed record ChartPointAnswer(DateTimeOffset At, double Value);

internal sealed record ChartAnswer(IReadOnlyList<ChartPointAnswer> Items);
