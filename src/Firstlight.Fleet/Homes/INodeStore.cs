using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>One of the programs that make up the cloud, in its present life.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What people call it; the same after a new start.</param>
/// <param name="State">Whether devices may come to it.</param>
/// <param name="StartedAt">When it registered, by its own clock.</param>
/// <param name="Beat">
/// Counted up by the node while it lives. Whoever sees one number for long enough, by the own clock, may declare the node gone: no clock
/// is compared with another.
/// </param>
public sealed record Node(NodeId Id, string Name, NodeState State, DateTimeOffset StartedAt, long Beat);

/// <summary>What a node is there for.</summary>
public enum NodeState
{
    /// <summary>It takes devices.</summary>
    Running,

    /// <summary>It stops soon: it keeps the devices that it has and takes no others.</summary>
    Draining,

    /// <summary>It has ended, or others have declared so. It never writes about devices again.</summary>
    Gone,
}

/// <summary>Which nodes there are. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface INodeStore
{
    /// <summary>Begins a life of the node called <paramref name="name"/>; an earlier one is gone by that.</summary>
    Task<NodeId> RegisterAsync(string name, CancellationToken cancellation);

    /// <summary>A sign of life. False when the node is gone: it ends its sessions and registers anew.</summary>
    Task<bool> BeatAsync(NodeId node, CancellationToken cancellation);

    /// <summary>It takes no more devices. False when the node is gone.</summary>
    Task<bool> DrainAsync(NodeId node, CancellationToken cancellation);

    /// <summary>
    /// Declares a node gone that has not beaten since <paramref name="beat"/> was read. True for one caller; false when another was
    /// faster, or when the node has given a sign of life.
    /// </summary>
    Task<bool> DeclareGoneAsync(NodeId node, long beat, CancellationToken cancellation);

    /// <summary>Those that are not gone, the oldest life first.</summary>
    Task<IReadOnlyList<Node>> ListAsync(CancellationToken cancellation);
}
