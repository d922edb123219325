namespace Firstlight.TestKit.Programs;

/// <summary>Waiting for something that another process does: asked again and again, with an end.</summary>
public static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What a whole program takes to start on a machine that builds something else meanwhile.</summary>
    public static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);

    public static Task TrueAsync(
        Func<bool> condition,
        string what,
        CancellationToken cancellation,
        TimeSpan? patience = null
    ) => TrueAsync(() => Task.FromResult(condition()), what, cancellation, patience);

    public static async Task TrueAsync(
        Func<Task<bool>> condition,
        string what,
        CancellationToken cancellation,
        TimeSpan? patience = null
    )
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > (patience ?? Patience))
                throw new TimeoutException($"Waited {patience ?? Patience} until {what}.");
            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }
}
