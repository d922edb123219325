namespace Firstlight.Edgent;

/// <summary>
/// When to send a PING and when a link is dead, as the C++ library has it: PING when nothing was sent or nothing came for the
/// heartbeat and the last PING is a network timeout old; dead after heartbeat and three network timeouts without a frame.
/// </summary>
internal sealed class Heartbeat(TimeProvider time, EdgentTimings timings)
{
    private long _lastIn = time.GetTimestamp();
    private long _lastOut = time.GetTimestamp();
    private long? _lastPing;

    /// <summary>A frame came.</summary>
    public void Received() => _lastIn = time.GetTimestamp();

    /// <summary>A frame went.</summary>
    public void Sent() => _lastOut = time.GetTimestamp();

    /// <summary>Returns when the link is dead.</summary>
    public async Task WatchAsync(Action ping, CancellationToken cancellation)
    {
        while (true)
        {
            var silence = time.GetElapsedTime(_lastIn);
            var untilDead = timings.Heartbeat + (3 * timings.NetworkTimeout) - silence;
            if (untilDead <= TimeSpan.Zero)
                return;

            var quiet = Longer(silence, time.GetElapsedTime(_lastOut));
            var untilPing = timings.Heartbeat - quiet;
            if (_lastPing is { } last)
                untilPing = Longer(untilPing, timings.NetworkTimeout - time.GetElapsedTime(last));
            if (untilPing <= TimeSpan.Zero)
            {
                _lastPing = time.GetTimestamp();
                ping();
                continue;
            }

            await Task.Delay(untilPing < untilDead ? untilPing : untilDead, time, cancellation);
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
