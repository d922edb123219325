namespace Firstlight.TestKit.Programs;

/// <summary>Waiting for something that another process does: asked again and again, with an end.</summary>
public static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task TrueAsync(Func<bool> condition, string what, CancellationToken cancellation) =>
        TrueAsync(() => Task.FromResult(condition()), what, cancellation);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"Waited {Patience} until {what}.");
            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }
}
