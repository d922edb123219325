namespace Firstlight.Activation;

/// <summary>
/// How many wrong codes may be tried: per guesser and altogether. A try is paid for before the store is asked and given back
/// when it was not a guess, so that a thousand tries at once get no further than a thousand in a row. All in memory and
/// bounded; the numbers are argued in docs/decisions/0017.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="altogether">Wrong codes that all guessers together may try at once; as many more each minute.</param>
internal sealed class GuessLimits(TimeProvider time, int altogether)
{
    /// <summary>Wrong codes that one guesser may try at once; one more each minute.</summary>
    public const int PerGuesser = 10;

    /// <summary>What all addresses together may try of the short codes, which have only 40 bits.</summary>
    public const int ShortCodesAltogether = 60;

    /// <summary>Guessers remembered. Further ones share one memory, which errs towards slow.</summary>
    public const int GuessersMax = 10_000;

    private const double PerGuesserRefill = 1;
    private const string Others = "others";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Purse> _purses = new(StringComparer.Ordinal);
    private Purse _all = new(altogether, time.GetTimestamp());

    /// <summary>Pays for one try; otherwise how long to wait for the next.</summary>
    public TimeSpan? TryPay(string guesser)
    {
        lock (_gate)
        {
            var key = KeyOf(guesser);
            var own = Filled(_purses.GetValueOrDefault(key, Full(PerGuesser)), PerGuesser, PerGuesserRefill);
            _all = Filled(_all, altogether, altogether);
            if (own.Tries < 1)
                return Wait(own, PerGuesserRefill);
            if (_all.Tries < 1)
                return Wait(_all, altogether);
            _purses[key] = own with { Tries = own.Tries - 1 };
            _all = _all with { Tries = _all.Tries - 1 };
            return null;
        }
    }

    /// <summary>Whether the next try of this one would have to wait, without paying for it.</summary>
    public bool IsSpent(string guesser)
    {
        lock (_gate)
            return Filled(
                    _purses.GetValueOrDefault(KeyOf(guesser), Full(PerGuesser)),
                    PerGuesser,
                    PerGuesserRefill
                ).Tries < 1;
    }

    /// <summary>It was no guess.</summary>
    public void GiveBack(string guesser)
    {
        lock (_gate)
        {
            _all = _all with { Tries = Math.Min(altogether, _all.Tries + 1) };
            var key = KeyOf(guesser);
            if (!_purses.TryGetValue(key, out var own))
                return;
            if (own.Tries + 1 >= PerGuesser)
                _purses.Remove(key);
            else
                _purses[key] = own with { Tries = own.Tries + 1 };
        }
    }

    private string KeyOf(string guesser)
    {
        if (_purses.ContainsKey(guesser))
            return guesser;
        if (_purses.Count >= GuessersMax)
            ForgetTheRich();
        return _purses.Count < GuessersMax ? guesser : Others;
    }

    // A full purse is as good as none.
    private void ForgetTheRich()
    {
        foreach (var (key, purse) in _purses)
        {
            if (Filled(purse, PerGuesser, PerGuesserRefill).Tries >= PerGuesser)
                _purses.Remove(key);
        }
    }

    private Purse Full(int tries) => new(tries, time.GetTimestamp());

    private Purse Filled(Purse purse, int tries, double perMinute)
    {
        var now = time.GetTimestamp();
        var refill = time.GetElapsedTime(purse.At, now).TotalMinutes * perMinute;
        return new Purse(Math.Min(tries, purse.Tries + refill), now);
    }

    private static TimeSpan Wait(Purse purse, double perMinute) => TimeSpan.FromMinutes((1 - purse.Tries) / perMinute);

    private readonly record struct Purse(double Tries, long At);
}
