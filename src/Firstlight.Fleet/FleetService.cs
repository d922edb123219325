using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>Starts and stops the fleet. It starts after storage and before any door is open, and stops after every door is closed.</summary>
internal sealed class FleetService(
    IFleetStore store,
    IHomes homes,
    OutboxFlush flush,
    WaitLoop waits,
    HistorySweep sweep,
    UpdateLoop updates,
    DeviceBridges bridges,
    Roster roster,
    FleetLifetime lifetime,
    FleetHealth health,
    TimeProvider time,
    ILogger<FleetService> logger
) : IHostedService
{
    private IDisposable? _bridging;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Of several nodes the living take over what one has left behind.
        var marked = homes.AreShared ? 0 : await store.MarkAllOfflineAsync(time.GetUtcNow(), cancellationToken);
        if (marked > 0)
            Log.MarkedOfflineAtStart(logger, marked);
        flush.Start();
        waits.Start();
        sweep.Start();
        await updates.StartAsync(cancellationToken);
        _bridging = bridges.Serve();
        health.HasStarted = true;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        health.HasStarted = false;
        _bridging?.Dispose();
        await sweep.StopAsync();
        await updates.StopAsync();
        await waits.StopAsync();
        if (homes.AreShared)
            roster.LeaveAllToOthers();
        else
            roster.StoreAllOffline();
        await flush.StopAsync(cancellationToken);
        lifetime.End();
    }
}
