using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>The taps that are open now. While there is none, a frame costs one read of a number.</summary>
internal sealed class DeviceTraffic : IDeviceTraffic
{
    /// <summary>Lines kept for one slow watcher.</summary>
    public const int BacklogMax = 500;

    /// <summary>Watchers at once, of all devices together.</summary>
    public const int WatchersMax = 50;

    private readonly ConcurrentDictionary<DeviceId, ImmutableArray<Tap>> _taps = new();
    private int _open;

    public bool IsWatched(DeviceId device) => Volatile.Read(ref _open) > 0 && _taps.ContainsKey(device);

    public void Note(DeviceId device, TrafficLine line)
    {
        if (!_taps.TryGetValue(device, out var taps))
            return;
        foreach (var tap in taps)
            tap.Take(line);
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

        // Opened here and not at the first read: what happens after the caller was told is on the stream.
        var tap = new Tap();
        _taps.AddOrUpdate(device, [tap], (_, taps) => taps.Add(tap));
        var closing = cancellation.Register(() => Close(device, tap));
        return new TrafficWatch(ReadAsync(device, tap, closing, cancellation));
    }

    private async IAsyncEnumerable<SeenTraffic> ReadAsync(
        DeviceId device,
        Tap tap,
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

    private void Close(DeviceId device, Tap tap)
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

    /// <summary>One watcher's bounded queue. What does not fit is counted and told with the next line that does.</summary>
    private sealed class Tap
    {
        private readonly Channel<SeenTraffic> _lines = Channel.CreateBounded<SeenTraffic>(
            new BoundedChannelOptions(BacklogMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
        );

        private int _missed;
        private int _closed;

        public ChannelReader<SeenTraffic> Lines => _lines.Reader;

        public void Take(TrafficLine line)
        {
            var missed = Interlocked.Exchange(ref _missed, 0);
            if (!_lines.Writer.TryWrite(new SeenTraffic(missed, line)))
                Interlocked.Add(ref _missed, missed + 1);
        }

        public bool TryClose() => Interlocked.Exchange(ref _closed, 1) == 0;
    }
}
