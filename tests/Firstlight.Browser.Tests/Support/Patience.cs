namespace Firstlight.Browser.Tests.Support;

/// <summary>How long things may take. A busy machine is slow, not wrong.</summary>
internal static class Patience
{
    /// <summary>For one condition.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <summary>For a device that shows its error, or gives up a router that does not answer, before it opens its access point again.</summary>
    public static readonly TimeSpan Device = TimeSpan.FromSeconds(90);

    /// <summary>For a whole scenario: a hang is a failure, not a wait.</summary>
    public static readonly TimeSpan Scenario = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again and again until it holds.</summary>
    /// <exception cref="TimeoutException">It did not within <see cref="Usual"/>.</exception>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Usual)
                throw new TimeoutException($"Waited {Usual} until {what}.");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
