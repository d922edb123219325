using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Firstlight.Api;

/// <summary>Asks every health check with the tag <c>ready</c>. A change is one line in the log, however often it is asked.</summary>
internal sealed class Readiness(HealthCheckService health, ILogger<Readiness> logger)
{
    private const string Tag = "ready";

    private string? _said;

    /// <summary>Whether this node may be given work, and what it cannot do, for everybody to read.</summary>
    public async Task<ReadyState> AskAsync(CancellationToken cancellation)
    {
        var report = await health.CheckHealthAsync(check => check.Tags.Contains(Tag), cancellation);
        cancellation.ThrowIfCancellationRequested();
        var failing = Describe(report, HealthStatus.Unhealthy);
        var fault = failing.Count == 0 ? null : $"Not ready: {string.Join(", ", failing)}.";
        var before = Interlocked.Exchange(ref _said, fault);
        if (fault is null && before is not null)
            Log.ReadyAgain(logger);
        else if (fault is not null && fault != before)
            Log.NotReady(logger, fault);
        return new ReadyState(fault, Describe(report, HealthStatus.Degraded));
    }

    private static List<string> Describe(HealthReport report, HealthStatus status) =>
        [
            .. report
                .Entries.Where(entry => entry.Value.Status == status)
                .Select(entry => $"{entry.Key} ({entry.Value.Description})")
                .Order(StringComparer.Ordinal),
        ];
}

/// <param name="Fault">Why this node must be given no work; null when it may.</param>
/// <param name="Degraded">What does not work although it may.</param>
internal sealed record ReadyState(string? Fault, IReadOnlyList<string> Degraded);
