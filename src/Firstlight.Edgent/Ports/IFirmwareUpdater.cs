namespace Firstlight.Edgent;

/// <summary>Puts new firmware in place. The device restarts afterwards; the new image runs from then on.</summary>
public interface IFirmwareUpdater
{
    /// <summary>
    /// Installs an image that the cloud ordered or a person uploads over the access point. The stream is bounded. Reading throws
    /// <see cref="IOException"/> when the image breaks off or is not the one that was promised: only one read to its end may be put in place.
    /// </summary>
    /// <returns>False when the image was refused; the old firmware stays.</returns>
    Task<bool> InstallAsync(Stream image, FirmwareSource source, CancellationToken cancellation);
}

/// <summary>Where firmware comes from: who may order what is the updater's to say.</summary>
public enum FirmwareSource
{
    /// <summary>The cloud ordered it, over the link on which the device is logged in.</summary>
    Cloud,

    /// <summary>Somebody near the device uploads it over the access point, which is open to all.</summary>
    AccessPoint,
}
