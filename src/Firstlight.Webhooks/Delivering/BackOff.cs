using System.Net;
using Firstlight.Core;

namespace Firstlight.Webhooks;

/// <summary>What follows an attempt: taken, tried again later, or given up.</summary>
internal static class BackOff
{
    /// <summary>Each pause is this many times as long as the one before.</summary>
    private const int Factor = 3;

    /// <summary>A pause is spread by a fifth to both sides, so that what failed together does not come back together.</summary>
    private const int SpreadPercent = 20;

    public static Settlement Settle(
        WebhookDelivery delivery,
        Attempt attempt,
        WebhookOptions options,
        IRandomSource random,
        DateTimeOffset now
    )
    {
        if (attempt.Succeeded)
            return Made(DeliveryState.Delivered, now);
        if (attempt.Status == (int)HttpStatusCode.Gone)
            return Made(DeliveryState.Dead, now);
        var next = now + Longer(Pause(delivery.Attempts, options, random), Asked(attempt, options));
        var isOver = delivery.Attempts >= options.AttemptsMax || next - delivery.QueuedAt > options.GiveUpAfter;
        return isOver ? Made(DeliveryState.Dead, now) : Made(DeliveryState.Waiting, next);

        Settlement Made(DeliveryState state, DateTimeOffset nextAt) =>
            new(state, now, nextAt, attempt.Status, attempt.Reason, attempt.Elapsed);
    }

    /// <summary>How long the receiver asks us to stay away, as far as that is honoured.</summary>
    public static TimeSpan Asked(Attempt attempt, WebhookOptions options)
    {
        if (attempt.Succeeded || attempt.RetryAfter is not { } asked || asked < TimeSpan.Zero)
            return TimeSpan.Zero;
        return asked < options.RetryAfterMax ? asked : options.RetryAfterMax;
    }

    /// <summary>The pause after so many attempts.</summary>
    public static TimeSpan Pause(int attempts, WebhookOptions options, IRandomSource random)
    {
        var pause = options.FirstPause;
        for (var count = 1; count < attempts && pause < options.PauseMax; count++)
            pause *= Factor;
        if (pause > options.PauseMax)
            pause = options.PauseMax;
        return pause * ((100 - SpreadPercent + random.Below((2 * SpreadPercent) + 1)) / 100.0);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
