using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent;

/// <summary>Runs the program's handlers one after the other, beside the link, so that a slow one does not silence it.</summary>
internal sealed class HandlerQueue(ICloud cloud, ILogger log)
{
    /// <summary>Work that waits; then the link waits too, and the cloud with it.</summary>
    public const int WaitingMax = 64;

    private readonly Channel<Entry> _entries = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true }
    );

    /// <summary>Queues work; done when there is room for it.</summary>
    public ValueTask AddAsync(Func<ICloud, ValueTask> work, CancellationToken cancellation) =>
        _entries.Writer.WriteAsync(new Entry(work, null), cancellation);

    /// <summary>Queues work again and again, each time a period after the last one was done.</summary>
    public async Task RepeatAsync(PeriodicWork periodic, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(periodic.Period, time, cancellation);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _entries.Writer.WriteAsync(new Entry(periodic.Work, done), cancellation);
            using var given = cancellation.Register(() => done.TrySetCanceled(cancellation));
            await done.Task;
        }
    }

    /// <summary>Power is gone: what waits is forgotten.</summary>
    public void Clear()
    {
        while (_entries.Reader.TryRead(out var entry))
            entry.Done?.TrySetCanceled();
    }

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var (work, done) = await _entries.Reader.ReadAsync(cancellation);
            try
            {
                await work(cloud);
            }
            catch (Exception fault)
            {
                Log.HandlerFailed(log, fault);
            }

            done?.TrySetResult();
        }
    }

    private readonly record struct Entry(Func<ICloud, ValueTask> Work, TaskCompletionSource? Done);
}
