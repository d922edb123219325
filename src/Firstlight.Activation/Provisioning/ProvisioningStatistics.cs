using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>Which attempts to count: those that began at or after <paramref name="From"/> and before <paramref name="To"/>.</summary>
/// <param name="From">The beginning.</param>
/// <param name="To">The end.</param>
/// <param name="Template">Only attempts of this template.</param>
public sealed record StatisticsQuery(DateTimeOffset From, DateTimeOffset To, TemplateId? Template)
{
    /// <summary>The longest span.</summary>
    public static readonly TimeSpan SpanMax = TimeSpan.FromDays(400);

    /// <summary>The most reasons, and the most firmware versions, that one answer names.</summary>
    public const int NamedMax = 10;
}

/// <summary>What attempts say together.</summary>
/// <param name="Attempts">All of them.</param>
/// <param name="Succeeded">Those that brought a device in.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Expired">Those whose token was not used in time.</param>
/// <param name="Cancelled">Those that a person stopped.</param>
/// <param name="MedianTimeToOnline">From the token to the device being in the account: half took no longer. Null without a success.</param>
/// <param name="SlowTimeToOnline">The same: nine of ten took no longer.</param>
/// <param name="Reasons">Why attempts failed or expired, the most common first.</param>
/// <param name="Firmware">What the devices ran, the most common first.</param>
/// <param name="Days">Day by day in UTC, without those on which nothing began.</param>
public sealed record ProvisioningStatistics(
    int Attempts,
    int Succeeded,
    int Failed,
    int Expired,
    int Cancelled,
    TimeSpan? MedianTimeToOnline,
    TimeSpan? SlowTimeToOnline,
    IReadOnlyList<ReasonCount> Reasons,
    IReadOnlyList<FirmwareCount> Firmware,
    IReadOnlyList<DayCount> Days
);

/// <summary>How often attempts ended for one cause.</summary>
public sealed record ReasonCount(string Cause, int Count);

/// <summary>How devices of one firmware version fared.</summary>
public sealed record FirmwareCount(string Version, int Attempts, int Succeeded);

/// <summary>The attempts that began on one day, in UTC.</summary>
public sealed record DayCount(DateOnly Day, int Attempts, int Succeeded, int Failed);
