using System.Collections.Concurrent;

namespace Firstlight.Edgent.Tests.Fakes;

/// <summary>One thread that owns every continuation: what runs here runs in one order, and "idle" means idle.</summary>
internal sealed class Scheduler : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _work = new();

    public override void Post(SendOrPostCallback d, object? state) => _work.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    /// <summary>Starts something and runs until nothing is left to do without time passing.</summary>
    public void Run(Action start)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            start();
            while (_work.TryDequeue(out var work))
                work.Callback(work.State);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
