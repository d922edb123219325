using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>A node's sign of life, and its look at the others': who is silent for too long is declared gone, by one of them.</summary>
internal sealed class NodePulse(INodeStore nodes, NodeId self, TimeProvider time, ILogger<NodePulse> logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly NodeWatch _watch = new(self);

    /// <summary>Called with the nodes that are not gone, at each look.</summary>
    public Action<IReadOnlyList<Node>> OnLook { get; init; } = static _ => { };

    /// <summary>Called when this node has declared another one gone.</summary>
    public Action OnGone { get; init; } = static () => { };

    private readonly long _started = time.GetTimestamp();

    /// <summary>Ends when others have declared this node gone: it ends its sessions then, and registers anew.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (await BeatAsync(stopping))
            await Task.Delay(Interval, time, stopping);
        Log.DeclaredGone(logger, self);
    }

    /// <summary>One sign of life. False when this node is gone.</summary>
    public async Task<bool> BeatAsync(CancellationToken cancellation)
    {
        try
        {
            if (!await nodes.BeatAsync(self, cancellation))
                return false;
            var living = await nodes.ListAsync(cancellation);
            OnLook(living);
            foreach (var silent in _watch.Look(living, time.GetElapsedTime(_started)))
            {
                if (!await nodes.DeclareGoneAsync(silent.Id, silent.Beat, cancellation))
                    continue;
                Log.NodeGone(logger, silent.Id, silent.Name, NodeWatch.SilenceMax);
                OnGone();
            }
        }
        catch (StorageUnavailableException fault)
        {
            // The others may declare it gone meanwhile; the next beat that gets through tells.
            Log.PulseMissed(logger, fault);
        }

        return true;
    }
}
