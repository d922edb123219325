namespace Firstlight.Edgent;

/// <summary>Puts new firmware in place. The device restarts afterwards; the new image runs from then on.</summary>
public interface IFirmwareUpdater
{
    /// <summary>Downloads and installs the image at <paramref name="url"/>, as the cloud ordered.</summary>
    /// <returns>False when the image could not be had or was refused; the old firmware stays.</returns>
    Task<bool> DownloadAsync(string url, CancellationToken cancellation);

    /// <summary>Installs an image that a person uploads over the access point; the stream is bounded by the portal.</summary>
    /// <returns>False when the image was refused; the old firmware stays.</returns>
    Task<bool> InstallAsync(Stream image, CancellationToken cancellation);
}
