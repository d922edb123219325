using Firstlight.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Activation;

/// <summary>
/// Ends sessions whose time ran out, so that people see it even if no device ever comes. Correctness does not wait for it:
/// an overdue token is refused the moment it is shown.
/// </summary>
internal sealed class ExpirySweep(
    IActivationStore store,
    SessionShell shell,
    TimeProvider time,
    IOptions<ActivationOptions> options,
    ILogger<ExpirySweep> logger
) : IHostedService, IDisposable
{
    /// <summary>Sessions read at once; a longer queue is worked off batch by batch.</summary>
    public const int BatchMax = 100;

    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = RunAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>Ends what is overdue now. Returns how many ended here; others may have been faster.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var ended = 0;
        while (true)
        {
            var overdue = await store.ListOverdueAsync(time.GetUtcNow(), BatchMax, cancellation);
            var endedBefore = ended;
            foreach (var session in overdue)
            {
                if (
                    await shell.TryAdvanceAsync(session, new ProvisioningEvent.TimeChecked(), cancellation) is
                    { Changes: true }
                )
                    ended++;
            }

            // A batch without progress is someone else's: leave it to them, or to the next round.
            if (overdue.Count < BatchMax || ended == endedBefore)
                return ended;
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await SweepOnceAsync(stopping);
                await Task.Delay(options.Value.ExpirySweepInterval, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop: what is still overdue is ended by the next start.
        }
    }

    private async Task SweepOnceAsync(CancellationToken stopping)
    {
        try
        {
            await SweepAsync(stopping);
        }
        catch (StorageUnavailableException away)
        {
            Log.SweepPostponed(logger, away.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault in one round must not end all later ones.
            Log.SweepFailed(logger, fault);
        }
    }
}
