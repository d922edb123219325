using System.Collections.Concurrent;
using System.Threading.Channels;
using Firstlight.Core;

namespace Firstlight.Cluster.Live;

/// <summary>
/// The way of live events to one other node. It has a queue of its own, so that a node which is slow, paused or cut off delays nobody else.
/// </summary>
internal sealed class LiveLine(TimeProvider time)
{
    /// <summary>Events that wait; in place of more there is one <c>live.gap</c> for each organisation.</summary>
    public const int WaitingMax = 5_000;

    private readonly Channel<LiveEvent> _waiting = Channel.CreateUnbounded<LiveEvent>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly ConcurrentDictionary<OrganisationId, byte> _gaps = new();
    private int _count;

    public void Offer(LiveEvent liveEvent)
    {
        if (Volatile.Read(ref _count) >= WaitingMax)
        {
            TellGap(liveEvent.Organisation);
            return;
        }

        Interlocked.Increment(ref _count);
        _waiting.Writer.TryWrite(liveEvent);
    }

    /// <summary>The other node has missed something of this organisation, or may have.</summary>
    public void TellGap(OrganisationId organisation)
    {
        // One that waits says it for all that are missed until it goes out.
        if (_gaps.TryAdd(organisation, 0))
            _waiting.Writer.TryWrite(LiveGap.Of(organisation, time));
    }

    /// <summary>Nobody wants anything of it any more: what waits still goes out.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    /// <summary>Hands out what waits, several together, in order, until closed or until it could not be handed over.</summary>
    /// <param name="together">At most so many at once.</param>
    /// <param name="hand">False when it did not arrive, or nobody knows.</param>
    /// <param name="stopping">Cancelled when this node stops.</param>
    public async Task RunAsync(
        int together,
        Func<IReadOnlyList<LiveEvent>, CancellationToken, Task<bool>> hand,
        CancellationToken stopping
    )
    {
        var batch = new List<LiveEvent>(together);
        do
        {
            batch.Clear();
            while (batch.Count < together && _waiting.Reader.TryRead(out var next))
                batch.Add(Taken(next));
        } while ((batch.Count == 0 || await hand(batch, stopping)) && await _waiting.Reader.WaitToReadAsync(stopping));
    }

    private LiveEvent Taken(LiveEvent next)
    {
        if (!LiveGap.Is(next))
            Interlocked.Decrement(ref _count);
        else
            _gaps.TryRemove(next.Organisation, out _);
        return next;
    }
}
