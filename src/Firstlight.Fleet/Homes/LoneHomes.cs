using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>One node alone: every device lives here, and nothing is asked.</summary>
internal sealed class LoneHomes(IFleetStore store) : IHomes, IDeviceHomes
{
    public bool AreShared => false;

    public long EpochOf(DeviceId device) => 0;

    public ValueTask<HomeTaken?> TakeAsync(DeviceId device, CancellationToken cancellation) =>
        ValueTask.FromResult<HomeTaken?>(new HomeTaken(Epoch: 0, Before: null));

    public async Task<IReadOnlyCollection<DeviceId>> AppendAsync(
        FleetBatch batch,
        IReadOnlyDictionary<DeviceId, long> epochs,
        CancellationToken cancellation
    )
    {
        await store.AppendAsync(batch, cancellation);
        return [];
    }

    public ValueTask<NodeId?> FindElsewhereAsync(DeviceId device, CancellationToken cancellation) =>
        ValueTask.FromResult<NodeId?>(null);

    public bool Forget(DeviceId device, long epoch) => false;
}
