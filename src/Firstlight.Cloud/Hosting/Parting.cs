using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway;

namespace Firstlight.Cloud;

/// <summary>What a node does between "not ready" and the closing of its doors: it gives balancers time, then lets its devices go.</summary>
internal sealed class Parting(
    CloudOptions options,
    IGatewayDrain gateway,
    TimeProvider time,
    ILogger<Parting> logger,
    INodeStore? nodes = null,
    INodeSeat? seat = null
)
{
    /// <summary>Nothing is to be done before the doors close.</summary>
    public bool IsShort => options.Operation.DrainDelay == TimeSpan.Zero && options.DrainTime == TimeSpan.Zero;

    /// <summary>Ends when the last device was let go, or at once when <paramref name="atOnce"/> says so. Never fails.</summary>
    public async Task RunAsync(CancellationToken atOnce)
    {
        try
        {
            // Nobody waits for it: it is for those who look, and the database may be the reason for the stop.
            _ = TellOthersAsync(atOnce);
            await Task.Delay(options.Operation.DrainDelay, time, atOnce);
            Log.Drains(logger, options.DrainTime);
            await gateway.DrainAsync(options.DrainTime, atOnce);
        }
        catch (OperationCanceledException) when (atOnce.IsCancellationRequested)
        {
            // Told again: the doors close now.
        }
    }

    private async Task TellOthersAsync(CancellationToken atOnce)
    {
        if (nodes is null || seat is null)
            return;
        try
        {
            await nodes.DrainAsync(seat.Node, atOnce);
        }
        catch (Exception fault) when (fault is StorageUnavailableException or OperationCanceledException)
        {
            Log.DrainUntold(logger);
        }
    }
}
