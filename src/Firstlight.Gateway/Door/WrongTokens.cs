using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway.Door;

/// <summary>
/// Slows whoever shows wrong tokens, per address. Only the answer to a wrong token is delayed: devices with good tokens
/// behind the same address never wait.
/// </summary>
internal sealed class WrongTokens(IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Addresses remembered. Further ones share one memory, which errs towards slow, never towards locked out.</summary>
    public const int AddressesMax = 10_000;

    /// <summary>How much each wrong token beyond the free ones adds to the delay.</summary>
    private static readonly TimeSpan DelayStep = TimeSpan.FromMilliseconds(200);

    private static readonly UInt128 Everyone = UInt128.MaxValue;

    private readonly ConcurrentDictionary<UInt128, Record> _records = new();
    private long _sweptAt;

    /// <summary>Notes a wrong token and says how long its answer waits.</summary>
    public TimeSpan Note(IPAddress address)
    {
        var now = time.GetTimestamp();
        Sweep(now);
        var network = ConnectionCensus.NetworkOf(address);
        if (_records.Count >= AddressesMax && !_records.ContainsKey(network))
            network = Everyone;

        var record = _records.AddOrUpdate(
            network,
            _ => new Record(1, now),
            (_, old) => new Record(Level(old, now) + 1, now)
        );
        var excess = record.Level - options.Value.WrongTokensPerMinute;
        if (excess <= 0)
            return TimeSpan.Zero;
        var delay = excess * DelayStep;
        return delay < options.Value.WrongTokenDelayMax ? delay : options.Value.WrongTokenDelayMax;
    }

    /// <summary>What is left of the record: the free number leaks out each minute.</summary>
    private double Level(Record record, long now) =>
        Math.Max(
            0,
            record.Level - (time.GetElapsedTime(record.At, now).TotalMinutes * options.Value.WrongTokensPerMinute)
        );

    private void Sweep(long now)
    {
        var before = Volatile.Read(ref _sweptAt);
        if (before != 0 && time.GetElapsedTime(before, now) < TimeSpan.FromMinutes(1))
            return;
        if (Interlocked.CompareExchange(ref _sweptAt, now, before) != before)
            return;
        foreach (var (network, record) in _records)
        {
            if (Level(record, now) <= 0)
                _records.TryRemove(KeyValuePair.Create(network, record));
        }
    }

    private readonly record struct Record(double Level, long At);
}
