using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>Looks every second at what shipments want, and keeps the pace at which devices are told.</summary>
internal sealed class UpdateLoop(
    IShipmentStore store,
    UpdateCourier courier,
    TimeProvider time,
    ILogger<UpdateLoop> logger
) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<ShipmentId> _examined = [];
    private DateTimeOffset _sweepDue;
    private Task _loop = Task.CompletedTask;

    /// <summary>Knows when this returns whether any shipment runs: devices may come from then on.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        courier.IsWanted = (await store.ListRunningAsync(cancellation)).Count > 0;
        _loop = RunAsync(_stopping.Token);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stopping))
                await TryStepAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped: what is due is found on disk again.
        }
    }

    private async Task TryStepAsync(CancellationToken stopping)
    {
        try
        {
            await StepAsync(stopping);
        }
        catch (StorageUnavailableException away)
        {
            Log.UpdatesPostponed(logger, away.Message);
        }
    }

    private async Task StepAsync(CancellationToken stopping)
    {
        var running = await store.ListRunningAsync(stopping);
        _examined.IntersectWith(running);
        courier.IsWanted = running.Count > 0;
        if (running.Count == 0)
            return;
        foreach (var shipment in running)
        {
            if (!_examined.Contains(shipment) && await courier.ExamineAsync(shipment, stopping))
                _examined.Add(shipment);
        }

        if (time.GetUtcNow() >= _sweepDue)
        {
            await courier.GiveUpOverdueAsync(stopping);
            _sweepDue = time.GetUtcNow() + SweepInterval;
        }

        await courier.TellAsync(stopping);
        await courier.FinishAsync(stopping);
    }
}
