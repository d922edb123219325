using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Firstlight.Fleet;

/// <summary>Ready means: started, and the store takes what devices write.</summary>
internal sealed class FleetHealth(Outbox outbox) : IHealthCheck
{
    private volatile bool _hasStarted;

    public bool HasStarted
    {
        get => _hasStarted;
        set => _hasStarted = value;
    }

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        if (!HasStarted)
            return Task.FromResult(HealthCheckResult.Unhealthy("The fleet is not started."));
        return Task.FromResult(
            outbox.IsBeyondPatience
                ? HealthCheckResult.Unhealthy("The store takes nothing any more; what devices write waits in memory.")
                : HealthCheckResult.Healthy()
        );
    }
}
