using System.Runtime.CompilerServices;
using Firstlight.Core;

namespace Firstlight.Api.Tests.Support;

/// <summary>The real live events, with a count of those who watch.</summary>
public sealed class WatchedEvents : ILiveEvents
{
    private readonly InProcessLiveEvents _inner = new();
    private int _watchers;

    public int Watchers => Volatile.Read(ref _watchers);

    public void Publish(LiveEvent liveEvent) => _inner.Publish(liveEvent);

    public bool HasWatchers(OrganisationId organisation) => _inner.HasWatchers(organisation);

    public async IAsyncEnumerable<LiveEvent> WatchAsync(
        OrganisationId organisation,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        Interlocked.Increment(ref _watchers);
        try
        {
            await foreach (var liveEvent in _inner.WatchAsync(organisation, cancellation))
                yield return liveEvent;
        }
        finally
        {
            Interlocked.Decrement(ref _watchers);
        }
    }
}
