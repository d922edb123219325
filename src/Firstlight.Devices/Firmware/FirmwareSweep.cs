using Microsoft.Extensions.Hosting;

namespace Firstlight.Devices;

/// <summary>Removes at the start what a crash left in the folder of firmware.</summary>
internal sealed class FirmwareSweep(IFirmwareStore store, FirmwareFolder folder) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var known = await store.ListStoredNamesAsync(cancellationToken);
        folder.Sweep(known.ToHashSet(StringComparer.Ordinal));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
