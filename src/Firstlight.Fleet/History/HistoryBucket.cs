namespace Firstlight.Fleet;

/// <summary>What the values of a stretch of time came to. There is at least one.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="To">The first moment after it.</param>
/// <param name="Count">How many values.</param>
/// <param name="Sum">All of them added up.</param>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="Last">The one with the latest time.</param>
public readonly record struct HistoryBucket(
    DateTimeOffset From,
    DateTimeOffset To,
    long Count,
    double Sum,
    double Minimum,
    double Maximum,
    double Last
)
{
    /// <summary>Their mean.</summary>
    public double Average => Sum / Count;
}

/// <summary>A value in a chart.</summary>
public readonly record struct ChartPoint(DateTimeOffset At, double Value);
