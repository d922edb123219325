namespace Firstlight.Edgent.Linux;

/// <summary>Watches a joined network; tells once when it is lost.</summary>
internal sealed class StepWatch : IAsyncDisposable
{
    private readonly BusSignals _steps;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public StepWatch(BusSignals steps, Action<string> lost)
    {
        _steps = steps;
        _watching = WatchAsync(lost);
    }

    /// <summary>From now on nothing is told any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        await _steps.DisposeAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync(Action<string> lost)
    {
        try
        {
            var why = await WifiDevice.UntilEndAsync(_steps, _stop.Token);
            if (!_stop.IsCancellationRequested)
                lost(why);
        }
        catch (OperationCanceledException)
        {
            // Nobody wants to know any more.
        }
    }
}
