using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>This node's present life among the others. Not there where there is one node only.</summary>
public interface INodeSeat
{
    /// <summary>Its number.</summary>
    /// <exception cref="StorageUnavailableException">It has not registered yet: nothing can be said about devices.</exception>
    NodeId Node { get; }

    /// <summary>True when the other nodes have declared this one gone: it never writes about devices again. The program ends and starts anew.</summary>
    bool IsGone { get; }

    /// <summary>Cancelled when this life is over.</summary>
    CancellationToken Ended { get; }
}
