using Firstlight.Core;

namespace Firstlight.Fleet;

/// <inheritdoc cref="INodeSeat" />
internal sealed class NodeSeat : INodeSeat, IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private long _node;

    public NodeId Node =>
        Volatile.Read(ref _node) is var node and > 0
            ? new NodeId(node)
            : throw new StorageUnavailableException("This node has not registered yet.");

    public bool IsGone { get; private set; }

    public CancellationToken Ended => _ended.Token;

    public void Dispose() => _ended.Dispose();

    public void Take(NodeId node) => Volatile.Write(ref _node, node.Value);

    public void End(bool wasDeclaredGone)
    {
        IsGone = wasDeclaredGone;
        _ended.Cancel();
    }
}
