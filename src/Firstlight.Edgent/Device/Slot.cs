namespace Firstlight.Edgent;

/// <summary>Room for one piece of work at a time; starting another ends the one before, completely.</summary>
internal sealed class Slot
{
    private CancellationTokenSource? _stop;
    private Task _work = Task.CompletedTask;

    /// <summary>Starts work on the caller's own thread, up to its first wait. <paramref name="outer"/> ends it, too.</summary>
    public async Task StartAsync(Func<CancellationToken, Task> work, CancellationToken outer)
    {
        await StopAsync();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _work = work(_stop.Token);
    }

    /// <summary>Ends the work and waits until it has ended.</summary>
    /// <exception cref="Exception">What the work itself failed with, if it was not for being stopped.</exception>
    public async Task StopAsync()
    {
        if (_stop is not { } stop)
            return;
        _stop = null;
        stop.CancelHere();
        try
        {
            await _work;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _work = Task.CompletedTask; // Stopped, as asked.
        }
        finally
        {
            stop.Dispose();
        }
    }
}
