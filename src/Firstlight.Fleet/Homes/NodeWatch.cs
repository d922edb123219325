using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>
/// Which other nodes have given no sign of life for too long. Only time in which this node looked counts: after a look that came late,
/// such as behind an outage of the database that stopped everyone, all begin anew.
/// </summary>
internal sealed class NodeWatch(NodeId self)
{
    /// <summary>How long a node may be silent; two looks must be closer together than half of it.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(15);

    private Dictionary<NodeId, Seen> _seen = [];
    private TimeSpan? _lastLook;

    /// <summary>Answers those to be declared gone.</summary>
    /// <param name="nodes">All that are not gone.</param>
    /// <param name="now">On a clock that only goes forward.</param>
    public IReadOnlyList<Node> Look(IReadOnlyList<Node> nodes, TimeSpan now)
    {
        if (now - _lastLook > SilenceMax / 2)
            _seen = [];
        _lastLook = now;
        var others = nodes.Where(node => node.Id != self).ToList();
        _seen = others.ToDictionary(node => node.Id, node => Compare(node, now));
        return [.. others.Where(node => now - _seen[node.Id].Since >= SilenceMax)];
    }

    private Seen Compare(Node node, TimeSpan now) =>
        _seen.TryGetValue(node.Id, out var before) && before.Beat == node.Beat ? before : new Seen(node.Beat, now);

    private readonly record struct Seen(long Beat, TimeSpan Since);
}
