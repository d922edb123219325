using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>Firmware as devices fetch it.</summary>
public interface IFirmwareDownloads
{
    /// <summary>
    /// The update that a device may fetch under this name by this link; null, without saying why, when there is none: another name, a link
    /// that is unknown or too old, a shipment that has ended.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nobody knows now.</exception>
    Task<DueUpdate?> FindAsync(string storedName, string? link, CancellationToken cancellation);

    /// <summary>Opens the image; whoever gets it disposes it.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be read.</exception>
    Stream Open(DueUpdate update);

    /// <summary>The device begins to fetch it.</summary>
    Task NoteBegunAsync(DueUpdate update, CancellationToken cancellation);

    /// <summary>The device has fetched its last byte.</summary>
    Task NoteEndedAsync(DueUpdate update, CancellationToken cancellation);
}
