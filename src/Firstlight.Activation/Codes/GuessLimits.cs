using System.Net;
using System.Net.Sockets;

namespace Firstlight.Activation;

/// <summary>
/// How many wrong short codes may be tried: per address and altogether. A try is paid for before the store is asked and given
/// back when it was not a guess, so that a thousand tries at once get no further than a thousand in a row. All in memory
/// and bounded; the numbers are argued in docs/decisions/0017.
/// </summary>
internal sealed class GuessLimits(TimeProvider time)
{
    /// <summary>Wrong codes that one address may try at once; one more each minute.</summary>
    public const int PerAddress = 10;

    /// <summary>Wrong codes that all addresses together may try at once; as many more each minute.</summary>
    public const int Altogether = 60;

    /// <summary>Addresses remembered. Further ones share one memory, which errs towards slow.</summary>
    public const int AddressesMax = 10_000;

    private const double PerAddressRefill = 1;
    private const double AltogetherRefill = Altogether;
    private const int Ipv6NetworkBytes = 8;
    private const string Others = "others";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Purse> _purses = new(StringComparer.Ordinal);
    private Purse _all = new(Altogether, time.GetTimestamp());

    /// <summary>Pays for one try; otherwise how long to wait for the next.</summary>
    public TimeSpan? TryPay(string? remoteAddress)
    {
        lock (_gate)
        {
            var key = KeyOf(remoteAddress);
            var own = Filled(_purses.GetValueOrDefault(key, Full(PerAddress)), PerAddress, PerAddressRefill);
            _all = Filled(_all, Altogether, AltogetherRefill);
            if (own.Tries < 1)
                return Wait(own, PerAddressRefill);
            if (_all.Tries < 1)
                return Wait(_all, AltogetherRefill);
            _purses[key] = own with { Tries = own.Tries - 1 };
            _all = _all with { Tries = _all.Tries - 1 };
            return null;
        }
    }

    /// <summary>It was no guess.</summary>
    public void GiveBack(string? remoteAddress)
    {
        lock (_gate)
        {
            _all = _all with { Tries = Math.Min(Altogether, _all.Tries + 1) };
            var key = KeyOf(remoteAddress);
            if (!_purses.TryGetValue(key, out var own))
                return;
            if (own.Tries + 1 >= PerAddress)
                _purses.Remove(key);
            else
                _purses[key] = own with { Tries = own.Tries + 1 };
        }
    }

    private string KeyOf(string? remoteAddress)
    {
        var key = NetworkOf(remoteAddress);
        if (_purses.ContainsKey(key))
            return key;
        if (_purses.Count >= AddressesMax)
            ForgetTheRich();
        return _purses.Count < AddressesMax ? key : Others;
    }

    // A full purse is as good as none.
    private void ForgetTheRich()
    {
        foreach (var (key, purse) in _purses)
        {
            if (Filled(purse, PerAddress, PerAddressRefill).Tries >= PerAddress)
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

    /// <summary>An IPv4 address as it is; of an IPv6 address the network (/64), because one customer owns all of it.</summary>
    private static string NetworkOf(string? remoteAddress)
    {
        if (!IPAddress.TryParse(remoteAddress, out var address))
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, Ipv6NetworkBytes))
            : address.ToString();
    }

    private readonly record struct Purse(double Tries, long At);
}
