namespace Firstlight.Gateway;

/// <summary>Deadlines in timestamps of a <see cref="TimeProvider"/>: they never jump when someone sets the clock.</summary>
internal static class Clock
{
    public static long After(TimeProvider time, TimeSpan span) => time.GetTimestamp() + Ticks(time, span);

    public static long Ticks(TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
