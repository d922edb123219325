namespace Firstlight.Core;

/// <summary>Waiting for a moment instead of a span.</summary>
public static class Clock
{
    /// <summary>
    /// Ends when the clock shows <paramref name="at"/> (at most 49 days away), also when it is set forward while the wait is
    /// being prepared; never when that is null. Cancel <paramref name="cancellation"/> afterwards: a timer may still run.
    /// </summary>
    public static Task WaitUntilAsync(this TimeProvider time, DateTimeOffset? at, CancellationToken cancellation)
    {
        var pause = at - time.GetUtcNow() ?? Timeout.InfiniteTimeSpan;
        if (at is not null && pause <= TimeSpan.Zero)
            return Task.CompletedTask;
        var timer = Task.Delay(pause, time, cancellation);
        return at <= time.GetUtcNow() ? Task.CompletedTask : timer;
    }
}
