namespace Firstlight.Edgent;

/// <summary>Puts new firmware in place. The device restarts afterwards; the new image runs from then on.</summary>
public interface IFirmwareUpdater
{
    /// <summary>
    /// Installs an image that the cloud ordered or a person uploads over the access point. The stream is bounded. Reading throws
    /// <see cref="IOException"/> when the image breaks off or is not the one that was promised: only one read to its end may be put in place.
    /// </summary>
    /// <returns>False when the image was refused; the old firmware stays.</returns>
    Task<bool> InstallAsync(Stream image, CancellationToken cancellation);
}
