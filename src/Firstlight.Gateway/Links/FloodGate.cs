namespace Firstlight.Gateway.Links;

/// <summary>What to do with a message.</summary>
internal enum FloodVerdict
{
    /// <summary>Handle it.</summary>
    Pass,

    /// <summary>Drop it.</summary>
    Drop,

    /// <summary>Drop it and say so: the first within a minute.</summary>
    DropAndTell,

    /// <summary>Enough: end the link.</summary>
    Close,
}

/// <summary>
/// A token bucket for one link, in timestamps. Excess begins with a dropped message and lasts while further ones are
/// dropped, with less than <see cref="Calm"/> between two of them.
/// </summary>
internal struct FloodGate(double perSecond, double burst, TimeSpan patience, long frequency)
{
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan TellInterval = TimeSpan.FromMinutes(1);

    private readonly long _patience = (long)(patience.TotalSeconds * frequency);
    private readonly long _calm = (long)(Calm.TotalSeconds * frequency);
    private readonly long _tellInterval = (long)(TellInterval.TotalSeconds * frequency);
    private readonly double _burst = burst;
    private double _left = burst;
    private long _filledAt;
    private long _excessSince;
    private long? _droppedAt;
    private long? _toldAt;

    public FloodVerdict Take(long now)
    {
        var fresh = (now - _filledAt) * perSecond / frequency;
        _left = _filledAt == 0 ? _burst : Math.Min(_burst, _left + fresh);
        _filledAt = now;
        if (_left >= 1)
        {
            _left--;
            return FloodVerdict.Pass;
        }

        if (_droppedAt is null || now - _droppedAt > _calm)
            _excessSince = now;
        _droppedAt = now;
        if (now - _excessSince >= _patience)
            return FloodVerdict.Close;
        if (now - _toldAt < _tellInterval)
            return FloodVerdict.Drop;
        _toldAt = now;
        return FloodVerdict.DropAndTell;
    }
}
