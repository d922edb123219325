namespace Firstlight.Webhooks;

/// <summary>
/// One webhook's turn: one request at a time, not more often than its rate, and with growing pauses while its receiver fails. So a receiver
/// that hangs costs one socket now and then, and nobody else's time.
/// </summary>
/// <remarks>The rate is the generic cell rate algorithm: a webhook that was quiet may be called a minute's worth at once.</remarks>
internal sealed class Lane
{
    /// <summary>The longest pause between two messages to a receiver that fails.</summary>
    public static readonly TimeSpan FailurePauseMax = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FailurePauseMin = TimeSpan.FromSeconds(1);

    private const int DoublingsMax = 6;

    private DateTimeOffset _due;
    private DateTimeOffset _pausedUntil;
    private int _failures;

    /// <summary>True while a request is under way.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>When it may begin a request at the earliest.</summary>
    public DateTimeOffset EarliestStart(int perMinute)
    {
        var inRate = _due == default ? default : _due - Window + (Window / perMinute);
        return inRate > _pausedUntil ? inRate : _pausedUntil;
    }

    /// <summary>True when nothing of it needs to be remembered.</summary>
    public bool IsForgettable(DateTimeOffset now) => !IsBusy && _failures == 0 && _due <= now && _pausedUntil <= now;

    public void Begin(DateTimeOffset now, int perMinute)
    {
        IsBusy = true;
        _due = (_due > now ? _due : now) + (Window / perMinute);
    }

    /// <summary>The request ended.</summary>
    public void End(bool succeeded, DateTimeOffset at, TimeSpan askedToWait)
    {
        IsBusy = false;
        _failures = succeeded ? 0 : _failures + 1;
        if (succeeded)
            return;
        var pause = PauseAfter(_failures);
        _pausedUntil = at + (askedToWait > pause ? askedToWait : pause);
    }

    /// <summary>Nothing was sent after all.</summary>
    public void Release() => IsBusy = false;

    private static TimeSpan PauseAfter(int failures)
    {
        var pause = FailurePauseMin * (1 << Math.Min(failures - 1, DoublingsMax));
        return pause < FailurePauseMax ? pause : FailurePauseMax;
    }
}
