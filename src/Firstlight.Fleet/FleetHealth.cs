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
            return Task.FromResult(HealthCheckResult.Unhealthy("devices are not served yet, or not any more"));
        return Task.FromResult(
            outbox.IsBeyondPatience
                ? HealthCheckResult.Unhealthy("the store takes nothing any more; what devices write waits in memory")
                : HealthCheckResult.Healthy()
        );
    }
}
