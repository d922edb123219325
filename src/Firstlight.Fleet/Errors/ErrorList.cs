using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>One device's errors: those of one kind about one thing by one protocol are one entry. Guarded by its owner.</summary>
internal sealed class ErrorList(DeviceId device)
{
    /// <summary>A device that does the same wrong thing again and again is told to watchers this often.</summary>
    private static readonly TimeSpan TellInterval = TimeSpan.FromSeconds(1);

    private readonly List<DeviceError> _entries = []; // the latest last
    private DateTimeOffset _toldAt;

    public DeviceId Device { get; } = device;

    public int Count => _entries.Count;

    /// <summary>Counts it, and takes the place of the one that happened last the longest ago when there are too many.</summary>
    public DeviceError Note(DeviceFault fault, string protocol, DateTimeOffset now)
    {
        var place = _entries.FindIndex(entry =>
            entry.Fault.Kind == fault.Kind && entry.Fault.Subject == fault.Subject && entry.Protocol == protocol
        );
        var noted = new DeviceError(fault, protocol, Count: 1, now, now);
        if (place >= 0)
        {
            var known = _entries[place];
            noted = noted with { Count = known.Count + 1, FirstAt = known.FirstAt };
            _entries.RemoveAt(place);
        }
        else if (_entries.Count >= DeviceErrors.PerDeviceMax)
            _entries.RemoveAt(0);

        _entries.Add(noted);
        return noted;
    }

    public bool IsWorthTelling(DeviceError error, DateTimeOffset now)
    {
        if (error.Count > 1 && now - _toldAt < TellInterval)
            return false;
        _toldAt = now;
        return true;
    }

    public DeviceError[] LatestFirst() => [.. Enumerable.Reverse(_entries)];
}
