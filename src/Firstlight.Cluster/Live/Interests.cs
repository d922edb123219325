using System.Collections.Concurrent;
using System.Collections.Immutable;
using Firstlight.Core;

namespace Firstlight.Cluster.Live;

/// <summary>
/// What is watched on other nodes, and the lines there. A node is believed as long as everything arrives there; when something has not, it is
/// forgotten until it says again what it wants. Whatever becomes known begins with a gap: what happened before has not gone there.
/// </summary>
/// <param name="run">Runs a line to a node until it breaks.</param>
/// <param name="time">For the time of a gap.</param>
internal sealed class Interests(Func<NodeId, LiveLine, Task> run, TimeProvider time)
{
    private static readonly ImmutableHashSet<OrganisationId> Nothing = [];

    private readonly Lock _gate = new();
    private readonly Dictionary<NodeId, Known> _nodes = [];

    // Asked for each value of each device, changed when a page opens somewhere.
    private readonly ConcurrentDictionary<OrganisationId, ImmutableArray<LiveLine>> _lines = new();

    public bool Has(OrganisationId organisation) => _lines.ContainsKey(organisation);

    public void Publish(LiveEvent liveEvent)
    {
        if (!_lines.TryGetValue(liveEvent.Organisation, out var lines))
            return;
        foreach (var line in lines)
            line.Offer(liveEvent);
    }

    /// <summary>A node says what is watched there, all of it. What it said before that is not listened to.</summary>
    public void Put(NodeId node, Interest interest)
    {
        lock (_gate)
        {
            var known = _nodes.GetValueOrDefault(node, new Known(0, null, Nothing));
            if (interest.Version <= known.Version)
                return;
            var wanted = interest.Organisations.ToImmutableHashSet();
            var line = known.Line ?? (wanted.IsEmpty ? null : Open(node));
            _nodes[node] = new Known(interest.Version, wanted.IsEmpty ? null : line, wanted);
            if (line is null)
                return;
            foreach (var organisation in wanted.Except(known.Wanted))
                Begin(organisation, line);
            foreach (var organisation in known.Wanted.Except(wanted))
                End(organisation, line);
            if (wanted.IsEmpty)
                line.Close();
        }
    }

    /// <summary>The node has ended.</summary>
    public void Forget(NodeId node)
    {
        lock (_gate)
        {
            if (_nodes.Remove(node, out var known))
                EndAll(known);
        }
    }

    private LiveLine Open(NodeId node)
    {
        var line = new LiveLine(time);
        _ = RunAsync(node, line);
        return line;
    }

    private async Task RunAsync(NodeId node, LiveLine line)
    {
        try
        {
            await run(node, line);
        }
        finally
        {
            Drop(node, line);
        }
    }

    /// <summary>Something did not arrive. When the node says again what it wants, it hears of the gap.</summary>
    private void Drop(NodeId node, LiveLine line)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(node, out var known) || known.Line != line)
                return;
            EndAll(known);
            _nodes[node] = new Known(known.Version, null, Nothing);
        }
    }

    private void Begin(OrganisationId organisation, LiveLine line)
    {
        _lines.AddOrUpdate(organisation, [line], (_, lines) => lines.Add(line));
        // Behind that: between the two there is nothing that is neither sent nor told of.
        line.TellGap(organisation);
    }

    private void End(OrganisationId organisation, LiveLine line)
    {
        var lines = _lines[organisation].Remove(line);
        if (lines.IsEmpty)
            _lines.TryRemove(organisation, out _);
        else
            _lines[organisation] = lines;
    }

    private void EndAll(Known known)
    {
        if (known.Line is not { } line)
            return;
        foreach (var organisation in known.Wanted)
            End(organisation, line);
        line.Close();
    }

    private sealed record Known(long Version, LiveLine? Line, ImmutableHashSet<OrganisationId> Wanted);
}
