using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>A virtual device has no second firmware slot: every image is refused and the old firmware stays.</summary>
internal sealed class NoFirmwareUpdater : IFirmwareUpdater
{
    public Task<bool> DownloadAsync(string url, CancellationToken cancellation) => Task.FromResult(false);

    public Task<bool> InstallAsync(Stream image, CancellationToken cancellation) => Task.FromResult(false);
}
