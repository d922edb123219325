using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Firstlight.Api.Tests.Support;

public sealed class StorageCheck(World world) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(world.StorageAway ? HealthCheckResult.Unhealthy("away") : HealthCheckResult.Healthy());
}
