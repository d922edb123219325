using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Firstlight.Cluster.Rabbit;

/// <summary>Never unhealthy: a node without its broker serves its own devices, and the others could do no better.</summary>
internal sealed class BrokerHealth(RabbitBackbone backbone) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            backbone.IsConnected
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded("the broker cannot be reached, and so no other node")
        );
}
