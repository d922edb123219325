using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>For which devices this node may speak.</summary>
internal interface IHomes
{
    /// <summary>True when there may be other nodes.</summary>
    bool AreShared { get; }

    /// <summary>Since which epoch the device lives here, as far as this node knows; 0 when it does not.</summary>
    long EpochOf(DeviceId device);

    /// <summary>Makes this node the device's home. Null: there is no such device.</summary>
    /// <exception cref="StorageUnavailableException">Nobody knows now.</exception>
    ValueTask<HomeTaken?> TakeAsync(DeviceId device, CancellationToken cancellation);

    /// <summary>Writes what may be written in one commit. Answers the devices that do not live here: of them nothing is written.</summary>
    /// <param name="batch">The records.</param>
    /// <param name="epochs">Since when each device lived here when they were made.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    Task<IReadOnlyCollection<DeviceId>> AppendAsync(
        FleetBatch batch,
        IReadOnlyDictionary<DeviceId, long> epochs,
        CancellationToken cancellation
    );

    /// <summary>
    /// The device lives elsewhere. True when this node believed in <paramref name="epoch"/> or an older one, or in none: then its connection is to be closed. False when it has come back
    /// since.
    /// </summary>
    bool Forget(DeviceId device, long epoch);
}
