using Firstlight.Core;

namespace Firstlight.Cluster.Live;

/// <summary>Which organisations somebody watches on this node.</summary>
internal sealed class WatchedHere
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OrganisationId, int> _watchers = [];
    private long _version;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _watchers.Count == 0;
        }
    }

    /// <summary>True for the first one who watches it.</summary>
    public bool Come(OrganisationId organisation)
    {
        lock (_gate)
        {
            var count = _watchers.GetValueOrDefault(organisation) + 1;
            _watchers[organisation] = count;
            return count == 1;
        }
    }

    /// <summary>True for the last one.</summary>
    public bool Leave(OrganisationId organisation)
    {
        lock (_gate)
            return --_watchers[organisation] == 0 && _watchers.Remove(organisation);
    }

    /// <summary>All of it as it is now. Of two that arrive in another order the one with the higher version counts.</summary>
    public Interest Now()
    {
        lock (_gate)
            return new Interest(++_version, [.. _watchers.Keys]);
    }
}

/// <summary>What a node says that it wants to hear of.</summary>
/// <param name="Version">Counted up with each time that this node says it.</param>
/// <param name="Organisations">All that is watched there.</param>
internal sealed record Interest(long Version, IReadOnlyList<OrganisationId> Organisations);
