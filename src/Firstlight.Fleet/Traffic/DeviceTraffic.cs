using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>The taps that are open now. While there is none, a frame costs one read of a number.</summary>
internal sealed class DeviceTraffic : IDeviceTraffic
{
    /// <summary>Watchers at once, of all devices together.</summary>
    public const int WatchersMax = 50;

    private readonly ConcurrentDictionary<DeviceId, ImmutableArray<TrafficQueue>> _taps = new();
    private int _open;

    public bool IsWatched(DeviceId device) => Volatile.Read(ref _open) > 0 && _taps.ContainsKey(device);

    public void Note(DeviceId device, TrafficLine line)
    {
        if (!_taps.TryGetValue(device, out var taps))
            return;
        foreach (var tap in taps)
            tap.Take(new SeenTraffic(Missed: 0, line));
    }

    /// <summary>What another node has seen, for who watches here.</summary>
    public void Hear(DeviceId device, SeenTraffic seen)
    {
        if (!_taps.TryGetValue(device, out var taps))
            return;
        foreach (var tap in taps)
        {
            if (!tap.IsDistant)
                tap.Take(seen);
        }
    }

    /// <summary>What happens here from now on, for who watches on another node; its limit is there. Read it to its end.</summary>
    public IAsyncEnumerable<SeenTraffic> WatchFromAfar(DeviceId device, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _open);
        return Open(device, isDistant: true, cancellation);
    }

    public Outcome<TrafficWatch> Watch(DeviceId device, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _open) > WatchersMax)
        {
            Interlocked.Decrement(ref _open);
            return new Refusal(
                RefusalKind.LimitReached,
                "too_many_watchers",
                $"{WatchersMax} people watch devices already. Close a window that watches one, or try later."
            );
        }

        return new TrafficWatch(Open(device, isDistant: false, cancellation));
    }

    /// <summary>Opened at once and not at the first read: what happens after the caller was told is on the stream.</summary>
    private IAsyncEnumerable<SeenTraffic> Open(DeviceId device, bool isDistant, CancellationToken cancellation)
    {
        var tap = new TrafficQueue(isDistant);
        _taps.AddOrUpdate(device, [tap], (_, taps) => taps.Add(tap));
        var closing = cancellation.Register(() => Close(device, tap));
        return ReadAsync(device, tap, closing, cancellation);
    }

    private async IAsyncEnumerable<SeenTraffic> ReadAsync(
        DeviceId device,
        TrafficQueue tap,
        CancellationTokenRegistration closing,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        try
        {
            await foreach (var seen in tap.Lines.ReadAllAsync(cancellation))
                yield return seen;
        }
        finally
        {
            await closing.DisposeAsync();
            Close(device, tap);
        }
    }

    private void Close(DeviceId device, TrafficQueue tap)
    {
        if (!tap.TryClose())
            return;
        while (_taps.TryGetValue(device, out var taps))
        {
            var rest = taps.Remove(tap);
            var done = rest.IsEmpty
                ? _taps.TryRemove(KeyValuePair.Create(device, taps))
                : _taps.TryUpdate(device, rest, taps);
            if (done)
                break;
        }

        Interlocked.Decrement(ref _open);
    }
}
