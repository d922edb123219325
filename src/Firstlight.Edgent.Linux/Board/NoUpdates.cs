namespace Firstlight.Edgent.Linux;

/// <summary>A board without slots takes no updates.</summary>
internal sealed class NoUpdates : IFirmwareUpdater
{
    public Task<bool> InstallAsync(Stream image, FirmwareSource source, CancellationToken cancellation) =>
        Task.FromResult(false);
}
