using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Firstlight.Devices;

/// <summary>The room's door.</summary>
public static class DevicesRegistration
{
    /// <summary>
    /// Adds <see cref="ITemplateCatalog"/>, <see cref="IDeviceRegistry"/>, <see cref="IDeviceZones"/>, <see cref="IFirmwareFiles"/>, <see cref="IFirmwareDownloads"/>, <see cref="IShipments"/> and the hosted service that
    /// loads the catalogue. Needs <see cref="ITemplateStore"/>, <see cref="IDeviceStore"/>,
    /// <see cref="IFirmwareStore"/>, <see cref="IShipmentStore"/>, <see cref="TimeProvider"/>, <c>IRandomSource</c>, <c>ILiveEvents</c>, <c>IOrganisationZones</c>
    /// and logging; register it after storage, because hosted services start in that order.
    /// </summary>
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.TryAddSingleton<TemplateCatalog>();
        services.TryAddSingleton<ITemplateCatalog>(provider => provider.GetRequiredService<TemplateCatalog>());
        services.TryAddSingleton<IDeviceRegistry, DeviceRegistry>();
        services.TryAddSingleton<IDeviceZones, DeviceZones>();
        services.AddHostedService<TemplateCatalogLoader>();
        services.AddOptionsWithValidateOnStart<FirmwareOptions, FirmwareOptionsValidator>();
        services.TryAddSingleton<FirmwareFolder>();
        services.TryAddSingleton<DownloadProgress>();
        services.TryAddSingleton<IFirmwareFiles, FirmwareFiles>();
        services.TryAddSingleton<IFirmwareDownloads, FirmwareDownloads>();
        services.TryAddSingleton<IShipments, Shipments>();
        return services;
    }
}
