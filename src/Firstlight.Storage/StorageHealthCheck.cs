using Dapper;
using Firstlight.Core;
using Firstlight.Storage.Engine;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Firstlight.Storage;

/// <summary>
/// Healthy when the database answers and its last write went well. However many ask, the database is asked one question at a time.
/// </summary>
internal sealed class StorageHealthCheck(IEngine database) : IHealthCheck
{
    /// <summary>How long whoever asks waits for the answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task? _question;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await Question().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StorageUnavailableException fault)
        {
            // The fault may name servers and users; what strangers read does not.
            return HealthCheckResult.Unhealthy("the database cannot be read or written", fault);
        }
        catch (OperationCanceledException late)
        {
            return HealthCheckResult.Unhealthy("the database does not answer in time", late);
        }
    }

    private Task Question()
    {
        lock (_gate)
            return _question is { IsCompleted: false } asked ? asked : _question = AskAsync();
    }

    /// <summary>Belongs to everybody who waits for it: nobody's cancellation ends it.</summary>
    private async Task AskAsync()
    {
        await database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT 1"), CancellationToken.None);
        // A failing disk stays "not ready" until a write succeeds; without calls from outside somebody has to try.
        if (database.IsFailing)
            await database.WriteAsync(
                connection => connection.Execute("UPDATE counter SET next = next WHERE name = 'device'"),
                CancellationToken.None
            );
    }
}
