using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway.Links;

/// <summary>What every device link shares, whatever it speaks.</summary>
internal sealed class LinkServices(
    IOptions<GatewayOptions> options,
    IDeviceDoor door,
    IProgramLogins programs,
    TimeProvider time,
    WrongTokens wrongTokens,
    GatewayMetrics metrics,
    IDeviceTraffic traffic,
    Drain drain,
    ILogger<LinkServices> logger
)
{
    /// <summary>A store that goes away takes thousands of links with it; that is one line, not thousands.</summary>
    private static readonly TimeSpan StorageComplaintInterval = TimeSpan.FromSeconds(10);

    private long _storageComplaintDue;

    public GatewayOptions Options => options.Value;

    public IDeviceDoor Door => door;

    public IProgramLogins Programs => programs;

    public TimeProvider Time => time;

    public WrongTokens WrongTokens => wrongTokens;

    public GatewayMetrics Metrics => metrics;

    public IDeviceTraffic Traffic => traffic;

    public ILogger Logger => logger;

    /// <summary>How much a device may send.</summary>
    public FloodRule Flood { get; } = FloodRule.Of(options.Value, time);

    /// <summary>The server is about to stop: no device is let in any more.</summary>
    public bool IsDraining => drain.HasBegun;

    public long After(TimeSpan span) => Clock.After(time, span);

    /// <summary>How long a device may be silent that names this interval between life signs, in timestamp ticks.</summary>
    public long IdleTicks(TimeSpan? heartbeat)
    {
        var seconds = Math.Floor((heartbeat ?? Options.HeartbeatDefault).TotalSeconds * Options.HeartbeatFactor);
        return Clock.Ticks(time, TimeSpan.FromSeconds(Math.Max(seconds, Options.IdleMinimum.TotalSeconds)));
    }

    public void StorageAway(string reason)
    {
        metrics.Violated("storage away");
        var due = Volatile.Read(ref _storageComplaintDue);
        if (time.GetTimestamp() < due)
            return;
        if (Interlocked.CompareExchange(ref _storageComplaintDue, After(StorageComplaintInterval), due) == due)
            Log.StorageAway(logger, reason);
    }
}
