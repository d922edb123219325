using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>Where a device lives.</summary>
/// <param name="Node">The one node that may say what the device does.</param>
/// <param name="Epoch">How often its home has changed: a record with an older number comes from a node that it has left.</param>
public readonly record struct Home(NodeId Node, long Epoch);

/// <summary>A node has become a device's home, or still is.</summary>
/// <param name="Epoch">Counted up when the home has changed; the same as before when it has not.</param>
/// <param name="Before">The node that the device has left and that has to be told; null when there is none.</param>
/// <param name="WasOnline">
/// The home has changed, and of the device it is stored that it is online: people were told so and have not been told of its going. Always false when the home is the
/// same, which knows better than the store.
/// </param>
public readonly record struct HomeTaken(long Epoch, NodeId? Before, bool WasOnline = false);

/// <summary>What a node says about devices in one step, and why it may.</summary>
/// <param name="Node">The node.</param>
/// <param name="Epochs">For each device of the batch the epoch in which the node was told to be its home.</param>
public sealed record HomeFence(NodeId Node, IReadOnlyDictionary<DeviceId, long> Epochs);

/// <summary>A device whose node is gone while it was online: its new home decides when it counts as offline.</summary>
public readonly record struct AdoptedDevice(DeviceId Device, long Epoch, DateTimeOffset? LastSeenAt);

/// <summary>
/// Which node each device lives on: at most one at every moment, and the last that took it. Any fault is a
/// <see cref="StorageUnavailableException"/>; so is a node that was declared gone.
/// </summary>
public interface IHomeStore
{
    /// <summary>
    /// Makes <paramref name="node"/> the home of <paramref name="device"/>; costs no write when it is already. Null when the
    /// device does not exist.
    /// </summary>
    Task<HomeTaken?> TakeAsync(DeviceId device, NodeId node, CancellationToken cancellation);

    /// <summary>
    /// The device lives nowhere from now on. False when <paramref name="home"/> was not its home any more: then nothing is changed.
    /// </summary>
    Task<bool> LeaveAsync(DeviceId device, Home home, CancellationToken cancellation);

    /// <summary>Null when it lives nowhere, or on a node that is gone.</summary>
    Task<Home?> FindAsync(DeviceId device, CancellationToken cancellation);

    /// <summary>
    /// As <see cref="IFleetStore.AppendAsync"/>, for devices that live on the node of <paramref name="fence"/> since the epoch that it
    /// names. Of the others nothing is written; they are answered, and nothing of theirs may be acknowledged.
    /// </summary>
    Task<IReadOnlyCollection<DeviceId>> AppendAsync(FleetBatch batch, HomeFence fence, CancellationToken cancellation);

    /// <summary>
    /// Makes <paramref name="heir"/> the home of up to <paramref name="limit"/> devices that were online on nodes which are gone. Each
    /// is adopted by one node. Fewer than the limit: there are no more.
    /// </summary>
    Task<IReadOnlyList<AdoptedDevice>> AdoptAsync(NodeId heir, int limit, CancellationToken cancellation);
}
