using System.Globalization;

namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>Whether a device is online whenever it could be, at the latest after its bound.</summary>
internal sealed class OnlineWatch(World world, UnitInWorld unit, Func<bool> isFine, TimeSpan bound)
{
    private TimeSpan _last = world.Now;
    private TimeSpan? _since;
    private TimeSpan _fine;
    private TimeSpan _online;
    private TimeSpan _longest;

    public void Look()
    {
        var (now, past) = (world.Now, world.Now - _last);
        _last = now;
        if (!isFine())
        {
            _since = null;
            return;
        }

        _fine += past;
        if (unit.IsOnline)
        {
            _online += past;
            _since = null;
            return;
        }

        _since ??= now;
        var waited = now - _since.Value;
        _longest = waited > _longest ? waited : _longest;
        waited.ShouldBeLessThanOrEqualTo(bound, $"{unit.Device.Mode} at {now}");
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"online {_online / _fine:P2} of {_fine.TotalHours:0.0} h, the longest wait {_longest.TotalSeconds:0.0} s"
        );
}
