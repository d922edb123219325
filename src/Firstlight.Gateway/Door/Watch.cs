using System.Collections.Concurrent;
using Firstlight.Gateway.Links;
using Microsoft.Extensions.Logging;

namespace Firstlight.Gateway.Door;

/// <summary>Something with deadlines.</summary>
internal interface IWatched
{
    /// <summary>Looks whether a deadline has passed at the timestamp <paramref name="now"/>. Must not block.</summary>
    void Tick(long now);

    /// <summary>Ends it.</summary>
    void Abort(Ending ending);

    /// <summary>The server is about to stop: ends it when what was said by now is stored.</summary>
    void LetGo();

    /// <summary>Ends when it has ended.</summary>
    Task Ended { get; }
}

/// <summary>
/// Looks at every open device connection twice a second. One timer for all: a timer per connection and read would cost
/// more than the connection itself.
/// </summary>
internal sealed class Watch(TimeProvider time, ILogger<Watch> logger) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<IWatched, byte> _watched = new();
    private ITimer? _timer;
    private volatile bool _closed;

    public int Count => _watched.Count;

    /// <summary>Those that are open now, in no order.</summary>
    public IReadOnlyList<IWatched> Open => [.. _watched.Keys];

    public void Start() => _timer ??= time.CreateTimer(static self => ((Watch)self!).Tick(), this, Interval, Interval);

    /// <summary>False when the gateway is closing: end the connection.</summary>
    public bool TryAdd(IWatched watched)
    {
        _watched.TryAdd(watched, 0);
        if (!_closed)
            return true;
        _watched.TryRemove(watched, out _);
        return false;
    }

    public void Remove(IWatched watched) => _watched.TryRemove(watched, out _);

    /// <summary>Lets one go, unless it has ended already or somebody else answers for it by now.</summary>
    public void LetGo(IWatched watched)
    {
        if (_watched.ContainsKey(watched))
            watched.LetGo();
    }

    /// <summary>Ends every connection and waits for their sessions to be given back.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        _closed = true;
        var open = _watched.Keys;
        foreach (var watched in open)
            watched.Abort(Ending.ServerStops);

        // When the host's patience ends first, the rest ends on its own: all of them are aborted already.
        var ended = Task.WhenAll(open.Select(watched => watched.Ended));
        await ended.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        var now = time.GetTimestamp();
        foreach (var (watched, _) in _watched)
        {
            try
            {
                watched.Tick(now);
            }
            catch (Exception fault)
            {
                Log.ConnectionFaulted(logger, fault);
                watched.Abort(Ending.Fault);
            }
        }
    }
}
