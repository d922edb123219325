using Firstlight.Cluster.Calls;
using Firstlight.Cluster.InProcess;
using Firstlight.Cluster.Live;
using Firstlight.Cluster.Rabbit;
using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
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
    /// An <see cref="IBackbone"/> over RabbitMQ 3.10 or newer. It connects in the background and again after each break; without a broker the node
    /// works for itself, and the health check <c>broker</c> (tag <c>ready</c>) says degraded.
    /// </summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="self">Which node this is; asked when it starts and not before.</param>
    /// <param name="options">The broker.</param>
    public static IServiceCollection AddRabbitBackbone(
        this IServiceCollection services,
        Func<IServiceProvider, NodeId> self,
        RabbitOptions options
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRandomSource, SystemRandomSource>();
        services.AddMetrics();
        services.AddSingleton<BrokerMetrics>();
        services.AddHealthChecks().AddCheck<BrokerHealth>("broker", tags: ["ready"]);
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<RabbitBackbone>(provider, new RabbitNode(() => self(provider), options))
        );
        services.AddSingleton<IBackbone>(provider => provider.GetRequiredService<RabbitBackbone>());
        services.AddHostedService(provider => provider.GetRequiredService<RabbitBackbone>());
        return services;
    }

    /// <summary>Live events of all nodes instead of those of this one. Add it before the backbone, whose connection makes it catch up.</summary>
    public static IServiceCollection AddSharedLiveEvents(this IServiceCollection services)
    {
        services.AddSingleton<SharedLiveEvents>();
        services.Replace(
            ServiceDescriptor.Singleton<ILiveEvents>(provider => provider.GetRequiredService<SharedLiveEvents>())
        );
        services.AddHostedService(provider => provider.GetRequiredService<SharedLiveEvents>());
        return services;
    }

    /// <summary>Calls about a device go to the node that it lives on. Add it behind the backbone; <see cref="ServeCarriedCalls"/> completes it.</summary>
    public static IServiceCollection AddCallCarrier(this IServiceCollection services)
    {
        services.AddSingleton<CallCarrier>();
        services.AddSingleton<ICallCarrier>(provider => provider.GetRequiredService<CallCarrier>());
        services.AddHostedService(provider => provider.GetRequiredService<CallCarrier>());
        return services;
    }

    /// <summary>Calls that other nodes carry here come in at this point of the pipeline. Nothing to do where none come.</summary>
    public static void ServeCarriedCalls(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<CallCarrier>() is not { } carrier)
            return;
        app.Use(next =>
        {
            carrier.Pipeline = next;
            return next;
        });
    }
}
