using Firstlight.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Firstlight.Fleet;

/// <summary>The fleet's door for the host.</summary>
public static class FleetRegistration
{
    /// <summary>
    /// Makes this program one of several nodes at one database. Add it before <see cref="AddFleet"/> and before the backbone, which needs the number in
    /// <see cref="INodeSeat"/>.
    /// </summary>
    public static IServiceCollection AddSharedHomes(this IServiceCollection services, string nodeName)
    {
        services.AddSingleton(new NodeName(nodeName));
        services.AddSingleton<NodeSeat>();
        services.AddSingleton<ISoleDuty>(static provider => provider.GetRequiredService<NodeSeat>());
        services.AddSingleton<INodeSeat>(static provider => provider.GetRequiredService<NodeSeat>());
        services.AddSingleton<SharedHomes>();
        services.AddSingleton<IHomes>(static provider => provider.GetRequiredService<SharedHomes>());
        services.AddSingleton<IDeviceHomes>(static provider => provider.GetRequiredService<SharedHomes>());
        services.AddSingleton<Heir>();
        services.AddHostedService<NodeLife>();
        services.TryAddSingleton<DeviceTraffic>();
        services.AddSingleton<SharedTraffic>();
        services.AddSingleton<IDeviceTraffic>(static provider => provider.GetRequiredService<SharedTraffic>());
        services.AddHostedService(static provider => provider.GetRequiredService<SharedTraffic>());
        services.AddSingleton<SharedAppPresence>();
        services.AddSingleton<IAppPresence>(static provider => provider.GetRequiredService<SharedAppPresence>());
        services.AddHostedService(static provider => provider.GetRequiredService<SharedAppPresence>());
        return services;
    }

    /// <summary>
    /// Adds <see cref="IDeviceDoor"/>, <see cref="IFleet"/>, <see cref="IDeviceErrors"/>, <see cref="IDeviceFiles"/> and <see cref="IDeviceTraffic"/>, the loops behind them and the health check <c>fleet</c> (tag <c>ready</c>).
    /// Add it after storage, devices and activation, whose ports it needs, and before anything that listens.
    /// </summary>
    public static IServiceCollection AddFleet(this IServiceCollection services)
    {
        services
            .AddOptions<FleetOptions>()
            .Validate(
                static options =>
                    options.FlushInterval > TimeSpan.Zero
                    && options.StoragePatience > TimeSpan.Zero
                    && options.DeliveryPatience > TimeSpan.Zero
                    && options.PingPatience > TimeSpan.Zero
                    && options.RecordsPerBatchMax > 0
                    && options.PendingRecordsMax >= FleetOptions.PendingRecordsMin
                    && options.UnheldTwinsMax >= 0
                    && options.DeliveriesPerDeviceMax > 0
                    && options.UpdateNoticesPerSecond > 0
                    && options.DeviceErrorsMax > 0
                    && options.FileBytesMax > 0
                    && options.FilesPerDeviceMax > 0
                    && options.SweepInterval > TimeSpan.Zero
                    && options.PointsKept is not { Ticks: <= 0 }
                    && options.MinutesKept is not { Ticks: <= 0 },
                $"Fleet: times and limits are positive, and PendingRecordsMax is at least {FleetOptions.PendingRecordsMin}."
            )
            .ValidateOnStart();
        services.TryAddSingleton<FleetLifetime>();
        services.TryAddSingleton<LoneHomes>();
        services.TryAddSingleton<IHomes>(static provider => provider.GetRequiredService<LoneHomes>());
        services.TryAddSingleton<IDeviceHomes>(static provider => provider.GetRequiredService<LoneHomes>());
        services.TryAddSingleton<Departures>();
        services.TryAddSingleton<Moves>();
        services.TryAddSingleton<Outbox>();
        services.TryAddSingleton<OutboxFlush>();
        services.TryAddSingleton<Roster>();
        services.TryAddSingleton<WaitLoop>();
        services.AddMetrics();
        services.TryAddSingleton<FleetMetrics>();
        services.TryAddSingleton<HistorySweep>();
        services.TryAddSingleton<TwinShelf>();
        services.TryAddSingleton<DeviceValues>();
        services.TryAddSingleton<ValueGroups>();
        services.TryAddSingleton<DeviceEvents>();
        services.TryAddSingleton<WidgetProperties>();
        services.TryAddSingleton<DeviceMetadata>();
        services.TryAddSingleton<UpdateQueue>();
        services.TryAddSingleton<UpdateCourier>();
        services.TryAddSingleton<UpdateLoop>();
        services.TryAddSingleton<HardwareReports>();
        services.TryAddSingleton<DeviceErrors>();
        services.TryAddSingleton<IDeviceErrors>(static provider => provider.GetRequiredService<DeviceErrors>());
        services.TryAddSingleton<Activations>();
        services.TryAddSingleton<Deliveries>();
        services.TryAddSingleton<DistantBridges>();
        services.TryAddSingleton<DeviceBridges>();
        services.TryAddSingleton<AppPresence>();
        services.TryAddSingleton<IAppPresence>(static provider => provider.GetRequiredService<AppPresence>());
        services.TryAddSingleton<DeviceDesk>();
        services.TryAddSingleton<Pings>();
        services.TryAddSingleton<IDeviceDoor, DeviceDoor>();
        services.TryAddSingleton<IFleet, FleetDoor>();
        services.TryAddSingleton<DeviceTraffic>();
        services.TryAddSingleton<IDeviceTraffic>(static provider => provider.GetRequiredService<DeviceTraffic>());
        services.TryAddSingleton<FileFolder>();
        services.TryAddSingleton<IDeviceFiles, DeviceFiles>();
        services.TryAddSingleton<FleetHealth>();
        services.AddHealthChecks().AddCheck<FleetHealth>("fleet", tags: ["ready"]);
        services.AddHostedService<FleetService>();
        return services;
    }
}
