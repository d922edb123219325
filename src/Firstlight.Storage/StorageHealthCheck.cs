using Dapper;
using Firstlight.Core;
using Firstlight.Storage.Engine;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Firstlight.Storage;

/// <summary>Healthy when the database answers and its last write went well.</summary>
internal sealed class StorageHealthCheck(IEngine database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT 1"), cancellationToken);
            // A failing disk stays "not ready" until a write succeeds; without calls from outside somebody has to try.
            if (database.IsFailing)
                await database.WriteAsync(
                    connection => connection.Execute("UPDATE counter SET next = next WHERE name = 'device'"),
                    cancellationToken
                );
            return HealthCheckResult.Healthy();
        }
        catch (StorageUnavailableException fault)
        {
            return HealthCheckResult.Unhealthy(fault.Message, fault);
        }
    }
}
