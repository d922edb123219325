using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>
/// Carries the outbox to the store, one commit at a time. While a commit runs the next records gather, so that a busy
/// server makes few big commits by itself. A batch that fails is tried again until it is written: nothing is dropped.
/// </summary>
internal sealed class OutboxFlush(
    Outbox outbox,
    IHomes homes,
    Departures departures,
    FleetMetrics metrics,
    TimeProvider time,
    ILogger<OutboxFlush> logger
) : IDisposable
{
    /// <summary>The wait after the first failure; it doubles up to <see cref="RetryDelayMax"/>.</summary>
    public static readonly TimeSpan RetryDelayMin = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two attempts.</summary>
    public static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abandon = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>Begins to flush.</summary>
    public void Start() => _loop = RunAsync(_abandon.Token);

    /// <summary>Flushes what is there. When <paramref name="shutdownTime"/> is over before that, what is left is lost and logged.</summary>
    public async Task StopAsync(CancellationToken shutdownTime)
    {
        outbox.Close();
        _closing.TrySetResult();
        await using (
            shutdownTime.UnsafeRegister(static abandon => ((CancellationTokenSource)abandon!).Cancel(), _abandon)
        )
            await _loop;
    }

    public void Dispose() => _abandon.Dispose();

    private async Task RunAsync(CancellationToken abandon)
    {
        try
        {
            while (!(outbox.IsClosed && outbox.IsEmpty))
            {
                await outbox.Wake.WaitAsync(abandon);
                var through = outbox.Seal();
                while (outbox.TryBegin(through, out var batch))
                {
                    var began = time.GetTimestamp();
                    var refused = await SaveAsync(batch, abandon);
                    metrics.Stored(batch.Records, time.GetElapsedTime(began));
                    outbox.MarkSaved(batch, refused);
                    departures.Note(refused, batch);
                }
            }
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            Log.RecordsLostAtStop(logger, outbox.Abandon());
        }
    }

    /// <summary>Answers the devices of which nothing was written, because they live elsewhere.</summary>
    private async Task<IReadOnlyCollection<DeviceId>> SaveAsync(PendingBatch pending, CancellationToken abandon)
    {
        var batch = pending.ToBatch();
        var delay = RetryDelayMin;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var refused = await homes.AppendAsync(batch, pending.Epochs, abandon);
                if (attempt > 1)
                    Log.FlushRecovered(logger, pending.Records, attempt);
                return refused;
            }
            catch (Exception fault) when (!abandon.IsCancellationRequested)
            {
                // Any fault keeps the batch, even one that storage should not throw: dropping it would be silent loss.
                Log.FlushFailed(logger, pending.Records, attempt, delay, fault);
            }

            await PauseAsync(delay, abandon);
            delay = delay * 2 < RetryDelayMax ? delay * 2 : RetryDelayMax;
        }
    }

    private async Task PauseAsync(TimeSpan delay, CancellationToken abandon)
    {
        // A stopping server has little time: it does not sit out a long pause.
        if (_closing.Task.IsCompleted)
            await Task.Delay(RetryDelayMin, time, abandon);
        else
            await Task.WhenAny(Task.Delay(delay, time, abandon), _closing.Task);
        abandon.ThrowIfCancellationRequested();
    }
}
