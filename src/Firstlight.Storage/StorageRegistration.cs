using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;
using Firstlight.Storage.Stores;
using Firstlight.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Storage;

/// <summary>The room's door.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Fills every module's storage port from one SQLite file at <paramref name="databasePath"/>; its folder is made when
    /// missing. Register it before the modules: the file is opened and migrated by a hosted service, and closed by it last.
    /// </summary>
    /// <remarks>
    /// Starting throws <see cref="DatabaseRefusedException"/> when the program must not use the file. The health check
    /// <c>storage</c> has the tag <c>ready</c>.
    /// </remarks>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string databasePath)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SqliteDatabase>(provider, databasePath));
        services.AddSingleton<IDatabase>(provider => provider.GetRequiredService<SqliteDatabase>());
        services.AddSingleton<IAccountStore, AccountStore>();
        services.AddSingleton<IOrganisationStore, OrganisationStore>();
        services.AddSingleton<IRoleStore, RoleStore>();
        services.AddSingleton<IInvitationStore, InvitationStore>();
        services.AddSingleton<IApiClientStore, ApiClientStore>();
        services.AddSingleton<IPasswordResetStore, PasswordResetStore>();
        services.AddSingleton<IPasskeyStore, PasskeyStore>();
        services.AddSingleton<ITemplateStore, TemplateStore>();
        services.AddSingleton<IDeviceStore, DeviceStore>();
        services.AddSingleton<IActivationStore, ActivationStore>();
        services.AddSingleton<IStaticTokenStore, StaticTokenStore>();
        services.AddSingleton<IFleetStore, FleetStore>();
        services.AddSingleton<IHistoryStore, HistoryStore>();
        services.AddSingleton<IDeviceFileStore, DeviceFileStore>();
        services.AddSingleton<WebhookBell>();
        services.AddSingleton<IWebhookStore, WebhookStore>();
        services.AddSingleton<IFirmwareStore, FirmwareStore>();
        services.AddSingleton<IShipmentStore, ShipmentStore>();
        services.AddHostedService<StorageService>();
        services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage", tags: ["ready"]);
        return services;
    }
}
