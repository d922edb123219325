using Microsoft.Extensions.Hosting;

namespace Firstlight.Webhooks;

/// <summary>Keeps the dispatcher going while the host runs.</summary>
internal sealed class DispatchService(Dispatcher dispatcher) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => dispatcher.RunAsync(stoppingToken);
}
