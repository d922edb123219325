using Firstlight.Activation;

namespace Firstlight.Api;

/// <param name="SuccessRate">Of those that ended by themselves, 0 to 1; null while none has. Cancelled ones do not count.</param>
/// <param name="MedianSecondsToOnline">From the token to the device being in the account.</param>
/// <param name="SlowSecondsToOnline">The same: nine of ten took no longer.</param>
internal sealed record StatisticsAnswer(
    DateTimeOffset From,
    DateTimeOffset To,
    int Attempts,
    int Succeeded,
    int Failed,
    int Expired,
    int Cancelled,
    double? SuccessRate,
    double? MedianSecondsToOnline,
    double? SlowSecondsToOnline,
    IReadOnlyList<ReasonAnswer> Reasons,
    IReadOnlyList<FirmwareAnswer> Firmware,
    IReadOnlyList<DayAnswer> Days
)
{
    public static StatisticsAnswer Of(StatisticsQuery query, ProvisioningStatistics read)
    {
        var ended = read.Succeeded + read.Failed + read.Expired;
        return new StatisticsAnswer(
            query.From,
            query.To,
            read.Attempts,
            read.Succeeded,
            read.Failed,
            read.Expired,
            read.Cancelled,
            ended == 0 ? null : (double)read.Succeeded / ended,
            read.MedianTimeToOnline?.TotalSeconds,
            read.SlowTimeToOnline?.TotalSeconds,
            [.. read.Reasons.Select(reason => new ReasonAnswer(reason.Cause, reason.Count))],
            [.. read.Firmware.Select(known => new FirmwareAnswer(known.Version, known.Attempts, known.Succeeded))],
            [.. read.Days.Select(day => new DayAnswer(day.Day, day.Attempts, day.Succeeded, day.Failed))]
        );
    }
}

internal sealed record ReasonAnswer(string Cause, int Count);

internal sealed record FirmwareAnswer(string Version, int Attempts, int Succeeded);

/// <param name="Day">In UTC. Days on which nothing began are left out.</param>
internal sealed record DayAnswer(DateOnly Day, int Attempts, int Succeeded, int Failed);
