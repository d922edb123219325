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
/// dropped, with less than <see cref="FloodRule.Calm"/> between two of them.
/// </summary>
internal struct FloodGate(FloodRule rule)
{
    private double _left = rule.Burst;
    private long _filledAt;
    private long _excessSince;
    private long _droppedAt;
    private long _toldAt;

    public FloodVerdict Take(long now)
    {
        _left =
            _filledAt == 0
                ? rule.Burst
                : Math.Min(rule.Burst, _left + ((now - _filledAt) * rule.PerSecond / rule.Frequency));
        _filledAt = now;
        if (_left >= 1)
        {
            _left--;
            return FloodVerdict.Pass;
        }

        if (_droppedAt == 0 || now - _droppedAt > rule.CalmTicks)
            _excessSince = now;
        _droppedAt = now;
        if (now - _excessSince >= rule.PatienceTicks)
            return FloodVerdict.Close;
        if (_toldAt != 0 && now - _toldAt < rule.TellTicks)
            return FloodVerdict.Drop;
        _toldAt = now;
        return FloodVerdict.DropAndTell;
    }
}
