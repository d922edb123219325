using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>Nodes and homes in memory, over one store that all of them write to. The real ones have tests of their own.</summary>
internal sealed class FakeHomes(FakeFleetStore fleet) : IHomeStore, INodeStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DeviceId, Home> _homes = [];
    private readonly List<Node> _nodes = [];

    public Home? HomeOf(DeviceId device)
    {
        lock (_gate)
            return _homes.TryGetValue(device, out var home) ? home : null;
    }

    public Task<HomeTaken?> TakeAsync(DeviceId device, NodeId node, CancellationToken cancellation)
    {
        if (fleet.Fault is { } fault)
            throw fault;
        lock (_gate)
        {
            _homes.TryGetValue(device, out var before);
            if (before.Node == node)
                return Task.FromResult<HomeTaken?>(new HomeTaken(before.Epoch, null));
            _homes[device] = new Home(node, before.Epoch + 1);
            var wasOnline = fleet.Presence.LastOrDefault(record => record.Device == device).Online;
            return Task.FromResult<HomeTaken?>(
                new HomeTaken(before.Epoch + 1, before.Epoch > 0 ? before.Node : null, wasOnline)
            );
        }
    }

    public Task<bool> LeaveAsync(DeviceId device, Home home, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Home?> FindAsync(DeviceId device, CancellationToken cancellation) =>
        Task.FromResult(HomeOf(device) is { } home && Lives(home.Node) ? home : (Home?)null);

    public async Task<IReadOnlyCollection<DeviceId>> AppendAsync(
        FleetBatch batch,
        HomeFence fence,
        CancellationToken cancellation
    )
    {
        if (!Lives(fence.Node))
            throw new StorageUnavailableException("declared gone");
        List<DeviceId> stale;
        lock (_gate)
        {
            stale =
            [
                .. fence
                    .Epochs.Where(claim => HomeOf(claim.Key) != new Home(fence.Node, claim.Value))
                    .Select(claim => claim.Key),
            ];
        }

        var taken = new FleetBatch(
            [.. batch.Values.Where(record => !stale.Contains(record.Device))],
            [.. batch.Properties.Where(record => !stale.Contains(record.Device))],
            [.. batch.Presence.Where(record => !stale.Contains(record.Device))],
            [.. batch.Events.Where(record => !stale.Contains(record.Device))],
            [.. batch.Resolved.Where(record => !stale.Contains(record.Device))]
        );
        await fleet.AppendAsync(taken, cancellation);
        return stale;
    }

    public Task<IReadOnlyList<AdoptedDevice>> AdoptAsync(NodeId heir, int limit, CancellationToken cancellation)
    {
        var adopted = new List<AdoptedDevice>();
        lock (_gate)
        {
            foreach (var (device, home) in _homes.Where(entry => !Lives(entry.Value.Node)).Take(limit).ToList())
            {
                var presence = fleet.Presence.LastOrDefault(record => record.Device == device);
                if (!presence.Online)
                    continue;
                _homes[device] = new Home(heir, home.Epoch + 1);
                adopted.Add(new AdoptedDevice(device, home.Epoch + 1, presence.LastSeenAt));
            }
        }

        return Task.FromResult<IReadOnlyList<AdoptedDevice>>(adopted);
    }

    public Task<NodeId> RegisterAsync(string name, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var id = new NodeId(_nodes.Count + 1);
            _nodes.Add(new Node(id, name, NodeState.Running, default, Beat: 0));
            return Task.FromResult(id);
        }
    }

    public Task<bool> BeatAsync(NodeId node, CancellationToken cancellation) =>
        Task.FromResult(Change(node, one => one with { Beat = one.Beat + 1 }));

    public Task<bool> DrainAsync(NodeId node, CancellationToken cancellation) =>
        Task.FromResult(Change(node, one => one with { State = NodeState.Draining }));

    public Task<bool> DeclareGoneAsync(NodeId node, long beat, CancellationToken cancellation) =>
        Task.FromResult(Change(node, one => one.Beat == beat ? one with { State = NodeState.Gone } : null));

    public Task<IReadOnlyList<Node>> ListAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<Node>>([.. _nodes.Where(node => node.State != NodeState.Gone)]);
    }

    private bool Lives(NodeId node)
    {
        lock (_gate)
            return _nodes.Exists(one => one.Id == node && one.State != NodeState.Gone);
    }

    private bool Change(NodeId node, Func<Node, Node?> change)
    {
        lock (_gate)
        {
            var index = _nodes.FindIndex(one => one.Id == node && one.State != NodeState.Gone);
            if (index < 0 || change(_nodes[index]) is not { } changed)
                return false;
            _nodes[index] = changed;
            return true;
        }
    }
}
