using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.Extensions.Logging;

namespace Firstlight.Cluster.Live;

/// <summary>The other nodes of the cloud, as they were when it was looked last.</summary>
internal sealed class OtherNodes(IBackbone backbone, INodeStore nodes, ILogger logger)
{
    private readonly Lock _gate = new();
    private HashSet<NodeId> _known = [];

    /// <summary>A node has spoken. It may have come after the last look.</summary>
    public void Note(NodeId node)
    {
        lock (_gate)
            _known.Add(node);
    }

    /// <summary>Those that are there; null when the store cannot say.</summary>
    /// <param name="gone">Those that were there before and are not now.</param>
    /// <param name="cancellation">Ends the looking.</param>
    public async Task<IReadOnlyList<NodeId>?> LookAsync(Action<NodeId> gone, CancellationToken cancellation)
    {
        HashSet<NodeId> before;
        lock (_gate)
            before = [.. _known];
        try
        {
            var now = (await nodes.ListAsync(cancellation)).Select(node => node.Id).ToHashSet();
            now.Remove(backbone.Self);
            var ended = before.Except(now).ToList();
            lock (_gate)
            {
                // Who spoke meanwhile stays.
                _known.ExceptWith(ended);
                _known.UnionWith(now);
            }

            ended.ForEach(gone);
            return [.. now];
        }
        catch (StorageUnavailableException fault)
        {
            Log.InterestUntold(logger, fault.Message);
            return null;
        }
    }
}
