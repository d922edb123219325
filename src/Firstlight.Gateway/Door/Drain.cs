namespace Firstlight.Gateway.Door;

/// <inheritdoc cref="IGatewayDrain" />
internal sealed class Drain(Watch watch, TimeProvider time) : IGatewayDrain
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>How long what the last ones said may take to be stored.</summary>
    private static readonly TimeSpan SavePatience = TimeSpan.FromSeconds(5);

    private volatile bool _hasBegun;

    /// <summary>No device is let in any more.</summary>
    public bool HasBegun => _hasBegun;

    public async Task DrainAsync(TimeSpan over, CancellationToken cancellation)
    {
        // First this: whoever comes in behind the look at who is there would be forgotten.
        _hasBegun = true;
        if (over <= TimeSpan.Zero)
            return;
        var leaving = watch.Open;
        var started = time.GetTimestamp();
        var let = 0;
        while (let < leaving.Count)
        {
            await Task.Delay(Step, time, cancellation);
            var due = Due(leaving.Count, time.GetElapsedTime(started), over);
            for (; let < due; let++)
                watch.LetGo(leaving[let]);
        }

        // The last ones are stored still, and the gateway closes behind this.
        var ended = Task.WhenAll(leaving.Select(watched => watched.Ended));
        await ended.WaitAsync(SavePatience, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>How many of <paramref name="count"/> are to be gone by now.</summary>
    private static int Due(int count, TimeSpan elapsed, TimeSpan over) =>
        elapsed >= over ? count : (int)(count * (elapsed / over));
}
