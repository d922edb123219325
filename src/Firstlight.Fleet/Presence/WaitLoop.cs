namespace Firstlight.Fleet;

/// <summary>Tells of devices whose wait is over. One loop and one timer for all of them.</summary>
internal sealed class WaitLoop(Roster roster, Outbox outbox) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = RunAsync(_stopping.Token);

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
            while (true)
            {
                await roster.WaitsEnded.WaitAsync(stopping);
                while (roster.HasWaitEnded())
                {
                    await outbox.EnterAsync(durable: false, stopping);
                    if (!roster.EndOneWait())
                        outbox.Leave();
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped: the roster stores what it knows.
        }
    }
}
