namespace Firstlight.Cli.Provisioning;

/// <summary>Measures work, and stands still while a person is being asked.</summary>
internal sealed class Stopwatch(TimeProvider time)
{
    private TimeSpan _before;
    private long? _runningSince;

    public TimeSpan Elapsed => _before + (_runningSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero);

    public void Start() => _runningSince = time.GetTimestamp();

    /// <summary>Runs <paramref name="question"/> off the clock.</summary>
    public async Task<T> PausedAsync<T>(Func<Task<T>> question)
    {
        _before = Elapsed;
        _runningSince = null;
        var answer = await question();
        Start();
        return answer;
    }
}
