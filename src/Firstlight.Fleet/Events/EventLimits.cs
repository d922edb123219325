namespace Firstlight.Fleet;

/// <summary>
/// How many events one device has logged today (UTC). Kept in memory: a restart, or a place on the shelf lost to other
/// devices, begins a new count.
/// </summary>
internal sealed class EventLimits
{
    private readonly Dictionary<string, DateTimeOffset> _lastByCode = new(StringComparer.Ordinal);
    private DateOnly _day;
    private int _today;

    /// <summary>True, and counted, when one more event of this code is within the limits.</summary>
    public bool TryTake(string code, DateTimeOffset now, FleetOptions limits)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        if (day != _day)
        {
            _day = day;
            _today = 0;
            // Codes of yesterday would pile up; only those that still hold back an event are kept.
            foreach (var (earlier, at) in _lastByCode)
            {
                if (now - at >= limits.EventSpacing)
                    _lastByCode.Remove(earlier);
            }
        }

        if (_today >= limits.EventsPerDayMax)
            return false;
        if (_lastByCode.TryGetValue(code, out var last) && now - last < limits.EventSpacing)
            return false;
        _today++;
        _lastByCode[code] = now;
        return true;
    }
}
