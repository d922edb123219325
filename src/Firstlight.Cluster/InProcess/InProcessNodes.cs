using System.Collections.Concurrent;
using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Cluster.InProcess;

/// <summary>Nodes of one process that reach each other without a broker. A node alone is the only one of its own.</summary>
internal sealed class InProcessNodes(TimeProvider time, ILogger logger)
{
    private readonly ConcurrentDictionary<NodeId, InProcessBackbone> _nodes = new();

    public InProcessBackbone Join(NodeId node)
    {
        var backbone = new InProcessBackbone(this, node, time, logger);
        if (!_nodes.TryAdd(node, backbone))
            throw new InvalidOperationException($"Node {node} is here already.");
        return backbone;
    }

    public InProcessBackbone? Find(NodeId node) => _nodes.GetValueOrDefault(node);

    public IEnumerable<InProcessBackbone> OthersThan(NodeId node) =>
        _nodes.Values.Where(other => other.Self != node && other.IsConnected);
}
