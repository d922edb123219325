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

    /// <summary>A node says what is watched there, all of it. True when all of that was known.</summary>
    public bool Put(NodeId node, IEnumerable<OrganisationId> organisations)
    {
        var wanted = organisations.ToImmutableHashSet();
        var before = _nodes.GetValueOrDefault(node, []);
        ImmutableInterlocked.Update(
            ref _nodes,
            static (nodes, news) =>
                news.Wanted.IsEmpty ? nodes.Remove(news.Node) : nodes.SetItem(news.Node, news.Wanted),
            (Node: node, Wanted: wanted)
        );
        return wanted.IsSubsetOf(before);
    }

    /// <summary>It does not answer to what it wanted then. What it has said since stays.</summary>
    public void Drop(NodeId node, ImmutableHashSet<OrganisationId> wanted) =>
        ImmutableInterlocked.Update(
            ref _nodes,
            static (nodes, old) =>
                nodes.TryGetValue(old.Node, out var now) && ReferenceEquals(now, old.Wanted)
                    ? nodes.Remove(old.Node)
                    : nodes,
            (Node: node, Wanted: wanted)
        );
}
