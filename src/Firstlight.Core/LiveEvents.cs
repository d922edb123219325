using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Firstlight.Core;

/// <summary>Something a watcher may want to see at once.</summary>
/// <param name="Organisation">Whose it is; others never see it.</param>
/// <param name="Type">A word such as <c>device.online</c>; the list is in <c>docs/protocols/live-events.md</c>.</param>
/// <param name="At">When it happened.</param>
/// <param name="Data">A small object for JSON. Never a secret.</param>
public sealed record LiveEvent(OrganisationId Organisation, string Type, DateTimeOffset At, object Data)
{
    /// <summary>Whose device or attempt it is about; who may see only their own sees it by this.</summary>
    public UserId? Owner { get; init; }

    /// <summary>
    /// True when it is only so for <see cref="Owner"/>, such as a device that went to somebody else: who sees everything still sees it.
    /// </summary>
    public bool IsForOwnerAlone { get; init; }
}

/// <summary>Carries events from the modules to whoever watches. In process here; between nodes in a cluster.</summary>
public interface ILiveEvents
{
    /// <summary>Hands the event to every watcher of its organisation. Never blocks and never fails.</summary>
    void Publish(LiveEvent liveEvent);

    /// <summary>
    /// False when an event of <paramref name="organisation"/> would reach nobody: who publishes often need not make it.
    /// </summary>
    bool HasWatchers(OrganisationId organisation);

    /// <summary>Every event of <paramref name="organisation"/> from now on, until cancelled.</summary>
    /// <remarks>
    /// A watcher that falls more than <see cref="InProcessLiveEvents.BacklogMax"/> events behind gets one event
    /// <c>live.gap</c> behind those it still had, and reads the current state again.
    /// </remarks>
    IAsyncEnumerable<LiveEvent> WatchAsync(OrganisationId organisation, CancellationToken cancellation);
}

/// <summary>Live events within one process.</summary>
public sealed class InProcessLiveEvents : ILiveEvents
{
    /// <summary>Events kept for one slow watcher.</summary>
    public const int BacklogMax = 1_000;

    // Asked for each value of each device, changed when somebody opens a page.
    private ImmutableArray<Watcher> _watchers = [];

    /// <inheritdoc />
    public void Publish(LiveEvent liveEvent)
    {
        foreach (var watcher in _watchers)
        {
            if (watcher.Organisation == liveEvent.Organisation && !watcher.Backlog.Writer.TryWrite(liveEvent))
                watcher.Missed = true;
        }
    }

    /// <inheritdoc />
    public bool HasWatchers(OrganisationId organisation)
    {
        foreach (var watcher in _watchers)
        {
            if (watcher.Organisation == organisation)
                return true;
        }

        return false;
    }

    /// <inheritdoc />
    public IAsyncEnumerable<LiveEvent> WatchAsync(OrganisationId organisation, CancellationToken cancellation)
    {
        // Registered here and not at the first read: a caller that reads the current state in between misses nothing.
        var watcher = new Watcher(organisation);
        ImmutableInterlocked.Update(ref _watchers, static (all, one) => all.Add(one), watcher);
        watcher.Leaving = cancellation.Register(() => Remove(watcher));
        return ReadAsync(watcher, cancellation);
    }

    /// <summary>How many are watching now.</summary>
    internal int WatcherCount => _watchers.Length;

    private async IAsyncEnumerable<LiveEvent> ReadAsync(
        Watcher watcher,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        try
        {
            await foreach (var liveEvent in watcher.Backlog.Reader.ReadAllAsync(cancellation))
            {
                yield return liveEvent;

                // Behind the backlog: told earlier, older events would follow the state that the watcher reads anew.
                if (watcher.Missed && !watcher.Backlog.Reader.TryPeek(out _))
                {
                    watcher.Missed = false;
                    yield return new LiveEvent(watcher.Organisation, "live.gap", liveEvent.At, new { });
                }
            }
        }
        finally
        {
            await watcher.Leaving.DisposeAsync();
            Remove(watcher);
        }
    }

    private void Remove(Watcher watcher) =>
        ImmutableInterlocked.Update(ref _watchers, static (all, one) => all.Remove(one), watcher);

    private sealed class Watcher(OrganisationId organisation)
    {
        public OrganisationId Organisation { get; } = organisation;

        public Channel<LiveEvent> Backlog { get; } =
            Channel.CreateBounded<LiveEvent>(
                new BoundedChannelOptions(BacklogMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
            );

        public CancellationTokenRegistration Leaving { get; set; }

        public volatile bool Missed;
    }
}
