using Firstlight.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>
/// What was cut off: tables of which only some units are stored, and batches that nobody goes on making. A program alone knows it when it starts and before
/// it stores a table. Among several nodes one looks for all, and waits until it sees that nothing goes on.
/// </summary>
internal sealed class BatchLeftovers(
    IStaticTokenStore store,
    BatchMaker maker,
    TimeProvider time,
    ILogger<BatchLeftovers> logger,
    ISoleDuty? duty = null
) : IHostedService, IDisposable
{
    /// <summary>How often one of several nodes looks. A table of which nothing was stored from one look to the next was cut off: a chunk of it takes less than a second.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stopping = new();
    private IReadOnlyList<StaticImport> _seen = [];
    private Task _loop = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (duty is null)
            await PatientlyAsync(() => ClearAloneAsync(cancellationToken));
        else
            _loop = RunAsync(duty, _stopping.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>For a program alone, while it stores no table: whatever is being imported was cut off. With several nodes nothing.</summary>
    public async Task ClearAloneAsync(CancellationToken cancellation)
    {
        if (duty is not null)
            return;
        foreach (var import in await store.ListImportsAsync(cancellation))
            await AbandonAsync(import.Batch, cancellation);
    }

    /// <summary>Ends an import of which it is known that nobody goes on with it.</summary>
    public async Task AbandonAsync(StaticBatchId batch, CancellationToken cancellation)
    {
        if (await store.TryAbandonImportAsync(batch, cancellation))
            maker.Wake();
    }

    private async Task RunAsync(ISoleDuty ours, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, time, stopping);
                if (ours.IsOurs)
                    await PatientlyAsync(() => LookAsync(stopping));
                else
                    _seen = [];
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop: the next one who looks begins anew.
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        var before = _seen;
        _seen = await store.ListImportsAsync(stopping);
        foreach (var import in _seen.Intersect(before))
            await AbandonAsync(import.Batch, stopping);
        // A batch whose maker has ended: whoever still makes one is not harmed by a second who tries.
        maker.Wake();
    }

    private async Task PatientlyAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StorageUnavailableException away)
        {
            Log.BatchPostponed(logger, away.Message);
        }
    }
}
