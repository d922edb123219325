namespace Firstlight.Fleet;

/// <summary>Decides where a written value stands in time: whether it is the device's value now or only a point of its history.</summary>
internal static class PointTime
{
    /// <summary>How far a device's clock may run ahead before its stamp is taken for a forecast.</summary>
    public static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(5);

    /// <param name="stamp">When the device says it holds from; null: now.</param>
    /// <param name="now">The cloud's clock.</param>
    /// <param name="current">When the current value is from; null when there is none.</param>
    public static (DateTimeOffset At, bool IsLatest) Place(
        DateTimeOffset? stamp,
        DateTimeOffset now,
        DateTimeOffset? current
    )
    {
        if (stamp is not { } at)
            return (now, true);
        if (at > now + ClockSkewMax)
            return (at, false);
        if (at > now)
            at = now;
        return (at, current is null || at >= current);
    }
}
