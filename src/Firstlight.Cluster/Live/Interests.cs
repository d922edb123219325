using System.Collections.Immutable;
using Firstlight.Core;

namespace Firstlight.Cluster.Live;

/// <summary>Which organisations are watched on which other nodes. Asked for each value of each device, changed when a page opens somewhere.</summary>
internal sealed class Interests
{
    private ImmutableDictionary<NodeId, ImmutableHashSet<OrganisationId>> _nodes = ImmutableDictionary<
        NodeId,
        ImmutableHashSet<OrganisationId>
    >.Empty;

    public bool Has(OrganisationId organisation)
    {
        foreach (var (_, organisations) in _nodes)
        {
            if (organisations.Contains(organisation))
                return true;
        }

        return false;
    }

    public IReadOnlyDictionary<NodeId, ImmutableHashSet<OrganisationId>> Nodes => _nodes;

    /// <summary>A node says what is watched there, all of it.</summary>
    public void Put(NodeId node, IEnumerable<OrganisationId> organisations) =>
        ImmutableInterlocked.Update(
            ref _nodes,
            static (nodes, news) =>
                news.Organisations.IsEmpty ? nodes.Remove(news.Node) : nodes.SetItem(news.Node, news.Organisations),
            (Node: node, Organisations: organisations.ToImmutableHashSet())
        );

    /// <summary>It does not answer. When it is there again it says what it wants.</summary>
    public void Drop(NodeId node) => ImmutableInterlocked.TryRemove(ref _nodes, node, out _);
}
