using Firstlight.Core;
using Firstlight.Gateway.Links;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway.Http;

/// <summary>The flood limit of devices that call without a connection, the same as that of a link.</summary>
internal sealed class CallFlood(IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>
    /// Devices remembered. When more than these call within the time in which a burst comes back, the further ones are let
    /// in unseen: that errs towards taking too much, never towards turning a quiet device away.
    /// </summary>
    public const int DevicesMax = 100_000;

    private readonly Lock _gate = new();
    private readonly FloodRule _rule = FloodRule.Of(options.Value, time);
    private readonly Dictionary<DeviceId, (FloodGate Gate, long LastAt)> _devices = [];
    private long _sweepAt;

    /// <summary>How long a device that is turned away should wait.</summary>
    public static TimeSpan Wait { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How many devices are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _devices.Count;
        }
    }

    /// <summary>False when the device calls too often.</summary>
    public bool TryTake(DeviceId device)
    {
        if (options.Value.FloodLimit is not { } perSecond)
            return true;
        var now = time.GetTimestamp();
        lock (_gate)
        {
            Sweep(now, perSecond);
            if (!_devices.TryGetValue(device, out var record))
            {
                if (_devices.Count >= DevicesMax)
                    return true;
                record.Gate = new FloodGate(_rule);
            }

            var verdict = record.Gate.Take(now);
            _devices[device] = (record.Gate, now);
            return verdict is FloodVerdict.Pass;
        }
    }

    /// <summary>Forgets those whose burst has come back: they are as good as new.</summary>
    private void Sweep(long now, int perSecond)
    {
        if (now < _sweepAt)
            return;
        var refill = Clock.Ticks(time, TimeSpan.FromSeconds(1 + ((double)options.Value.FloodBurst / perSecond)));
        _sweepAt = now + refill;
        foreach (var (device, record) in _devices)
        {
            if (now - record.LastAt >= refill)
                _devices.Remove(device);
        }
    }
}
