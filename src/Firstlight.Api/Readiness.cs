using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Firstlight.Api;

/// <summary>Asks every health check with the tag <c>ready</c>. A change is one line in the log, however often it is asked.</summary>
internal sealed class Readiness(HealthCheckService health, ILogger<Readiness> logger)
{
    private const string Tag = "ready";

    private string? _said;

    /// <summary>Why this node must be given no work, for everybody to read; null when it may.</summary>
    public async Task<string?> FindFaultAsync(CancellationToken cancellation)
    {
        var report = await health.CheckHealthAsync(check => check.Tags.Contains(Tag), cancellation);
        cancellation.ThrowIfCancellationRequested();
        var failing = report
            .Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy)
            .Select(entry => $"{entry.Key} ({entry.Value.Description})")
            .Order(StringComparer.Ordinal)
            .ToList();
        var fault = failing.Count == 0 ? null : $"Not ready: {string.Join(", ", failing)}.";
        var before = Interlocked.Exchange(ref _said, fault);
        if (fault is null && before is not null)
            Log.ReadyAgain(logger);
        else if (fault is not null && fault != before)
            Log.NotReady(logger, fault);
        return fault;
    }
}
