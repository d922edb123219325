using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;
using Firstlight.Storage.Stores;
using Firstlight.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Firstlight.Storage;

/// <summary>The room's door.</summary>
public static class StorageRegistration
{
    /// <summary>From the PostgreSQL database that <paramref name="settings"/> name or, without them, one SQLite file.</summary>
    public static IServiceCollection AddStorage(
        this IServiceCollection services,
        string databasePath,
        string? settings
    ) => settings is null ? services.AddSqliteStorage(databasePath) : services.AddPostgresStorage(settings);

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
        return services.AddStores<SqliteDatabase>();
    }

    /// <summary>
    /// Fills every module's storage port from the PostgreSQL database that <paramref name="settings"/> name, as
    /// <c>Host=…;Database=…;Username=…;Password=…</c>. Everything else is as with <see cref="AddSqliteStorage"/>.
    /// </summary>
    /// <exception cref="DatabaseRefusedException">When it is first asked for: the settings cannot be read.</exception>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, string settings)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PostgresDatabase>(provider, settings));
        return services.AddStores<PostgresDatabase>();
    }

    /// <summary>
    /// As <see cref="AddPostgresStorage"/>, for one of several nodes that write to the database in turns. A program alone refuses a
    /// database that nodes use, and they refuse its.
    /// </summary>
    /// <exception cref="DatabaseRefusedException">When it is first asked for: the settings cannot be read.</exception>
    public static IServiceCollection AddSharedPostgresStorage(this IServiceCollection services, string settings)
    {
        services.AddSingleton(provider =>
            PostgresDatabase.Shared(
                settings,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<PostgresDatabase>>()
            )
        );
        return services.AddStores<PostgresDatabase>();
    }

    private static IServiceCollection AddStores<TEngine>(this IServiceCollection services)
        where TEngine : IEngine
    {
        services.AddMetrics();
        services.AddSingleton<StorageMetrics>();
        services.AddSingleton<IEngine>(provider => provider.GetRequiredService<TEngine>());
        services.AddSingleton<IDatabase>(provider => provider.GetRequiredService<TEngine>());
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
        services.AddSingleton<INodeStore, NodeStore>();
        services.AddSingleton<IHomeStore, HomeStore>();
        services.AddSingleton<IInstallationMarks, InstallationMarks>();
        services.AddSingleton<IHistoryStore, HistoryStore>();
        services.AddSingleton<IDeviceFileStore, DeviceFileStore>();
        services.AddSingleton<WebhookBell>();
        services.AddSingleton<IWebhookStore, WebhookStore>();
        services.AddSingleton<IFirmwareStore, FirmwareStore>();
        services.AddSingleton<IShipmentStore, ShipmentStore>();
        services.AddHostedService<StorageService>();
        services.AddSingleton<StorageHealthCheck>();
        services
            .AddHealthChecks()
            .AddCheck<StorageHealthCheck>("storage", tags: ["ready"], timeout: StorageHealthCheck.Patience);
        return services;
    }
}
