using Firstlight.Core;

namespace Firstlight.Fleet;

/// <inheritdoc cref="INodeSeat" />
internal sealed class NodeSeat : INodeSeat, ISoleDuty, IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private long _node;
    private volatile bool _isOldest;

    public NodeId Node =>
        Volatile.Read(ref _node) is var node and > 0
            ? new NodeId(node)
            : throw new StorageUnavailableException("This node has not registered yet.");

    public bool IsGone { get; private set; }

    public CancellationToken Ended => _ended.Token;

    /// <summary>What one node does for all, the oldest does.</summary>
    public bool IsOurs => _isOldest && !_ended.IsCancellationRequested;

    public void Dispose() => _ended.Dispose();

    public void Take(NodeId node) => Volatile.Write(ref _node, node.Value);

    /// <param name="living">The nodes that are not gone, the oldest life first.</param>
    public void Look(IReadOnlyList<Node> living) => _isOldest = living is [var oldest, ..] && oldest.Id == Node;

    public void End(bool wasDeclaredGone)
    {
        IsGone = wasDeclaredGone;
        _ended.Cancel();
    }
}
