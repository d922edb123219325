using Firstlight.Cluster.InProcess;
using Firstlight.Cluster.Rabbit;
using Firstlight.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Firstlight.Cluster;

/// <summary>The room's door.</summary>
public static class ClusterRegistration
{
    /// <summary>An <see cref="IBackbone"/> of a node without others: it costs nothing and opens no connection.</summary>
    public static IServiceCollection AddLoneNode(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IBackbone>(provider =>
            new InProcessNodes(
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<InProcessNodes>>()
            ).Join(NodeId.Alone)
        );
        return services;
    }

    /// <summary>
    /// An <see cref="IBackbone"/> of node <paramref name="self"/> over RabbitMQ 3.10 or newer. It connects in the background and
    /// again after each break; without a broker the node works for itself.
    /// </summary>
    public static IServiceCollection AddRabbitBackbone(
        this IServiceCollection services,
        NodeId self,
        RabbitOptions options
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRandomSource, SystemRandomSource>();
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<RabbitBackbone>(provider, new RabbitNode(self, options))
        );
        services.AddSingleton<IBackbone>(provider => provider.GetRequiredService<RabbitBackbone>());
        services.AddHostedService(provider => provider.GetRequiredService<RabbitBackbone>());
        return services;
    }
}
