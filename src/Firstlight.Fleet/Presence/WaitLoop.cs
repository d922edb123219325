using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>Tells of devices whose wait is over. One loop and one timer for all of them.</summary>
internal sealed class WaitLoop(Roster roster, Outbox outbox, TimeProvider time) : IDisposable
{
    /// <summary>The longest span a timer takes; a later end is looked at again then.</summary>
    private static readonly TimeSpan SleepMax = TimeSpan.FromDays(1);

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
        await using var timer = time.CreateTimer(
            static wake => ((WakeUp)wake!).Set(),
            roster.WaitsChanged,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        try
        {
            while (true)
            {
                await roster.WaitsChanged.WaitAsync(stopping);
                while (roster.NextWaitEnd is { } end)
                {
                    var left = end - time.GetUtcNow();
                    if (left > TimeSpan.Zero)
                    {
                        timer.Change(left < SleepMax ? left : SleepMax, Timeout.InfiniteTimeSpan);
                        break;
                    }

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
