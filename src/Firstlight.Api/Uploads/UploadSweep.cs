using Firstlight.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Api;

/// <summary>Removes uploads that have expired, though nobody makes a new one.</summary>
internal sealed class UploadSweep(UploadStore uploads, TimeProvider time, ILogger<UploadSweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                uploads.Sweep();
            }
            catch (StorageUnavailableException away)
            {
                Log.UploadsNotSwept(logger, away.Message);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
