using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Api;
using Firstlight.Cluster;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Gateway;
using Firstlight.Storage;
using Firstlight.Webhooks;

namespace Firstlight.Cloud;

/// <summary>Hands each room the settings that are its own.</summary>
internal static class CloudRegistration
{
    /// <summary>Starts after storage and templates are there, before the doors open.</summary>
    public static void AddFirstRun(this IServiceCollection services)
    {
        services.AddSingleton<FirstRun>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstRun>());
        services.AddHostedService<ExampleTemplate>();
    }

    /// <summary>Register it before every room: it starts first, and sends what they measured to their last moment.</summary>
    public static void AddTelemetry(this IServiceCollection services, CloudOptions options)
    {
        services.AddSingleton(options.Operation);
        services.AddSingleton<Telemetry>();
        services.AddHostedService(provider => provider.GetRequiredService<Telemetry>());
    }

    /// <summary>How the process ends; readiness hears of it first.</summary>
    public static void AddOrderlyStop(this IServiceCollection services)
    {
        services.AddSingleton<Parting>();
        services.AddSingleton<OrderlyStop>();
        services.AddSingleton<IHostLifetime>(provider => provider.GetRequiredService<OrderlyStop>());
        services.AddHealthChecks().AddCheck<OrderlyStop>("stopping", tags: ["ready"]);
    }

    public static void AddStorage(this IServiceCollection services, CloudOptions options)
    {
        if (options is { Node: not null, Database: { } shared })
            services.AddSharedPostgresStorage(shared);
        else
            services.AddStorage(options.DatabasePath, options.Database);
    }

    /// <summary>Where several programs may come to one database, files are in folders that they share. Register it behind storage.</summary>
    public static void AddFolders(this IServiceCollection services, CloudOptions options)
    {
        if (options.Database is not null)
            services.AddFoldersInCommon(
                isAlone: options.Node is null,
                options.FirmwareFolder,
                options.DeviceFileFolder,
                options.UploadFolder
            );
    }

    /// <summary>One of several nodes, where the options say so. Register it behind storage, which gives it a number, and before the rooms.</summary>
    public static void AddNode(this IServiceCollection services, CloudOptions options)
    {
        if (options.Node is not { } node)
            return;
        services.AddSharedHomes(node.Name);
        services.AddSharedLiveEvents();
        services.AddRabbitBackbone(
            static provider => provider.GetRequiredService<INodeSeat>().Node,
            new RabbitOptions { Address = node.Broker }
        );
        services.AddCallCarrier();
        services.AddHostedService<EndOfNode>();
    }

    public static void AddSettings(this IServiceCollection services, CloudOptions options)
    {
        services.AddSingleton(options);
        services.Configure<ApiOptions>(options.Configure);
        services.Configure<FleetOptions>(options.Configure);
        services.Configure<FirmwareOptions>(firmware => firmware.Folder = options.FirmwareFolder);
        services.Configure<MailOptions>(options.Mail.Configure);
        if (options.Mail.PublicUrl is { } publicUrl)
            services.Configure<AccountsOptions>(accounts => accounts.PublicUrl = new Uri(publicUrl));
        services.AddSingleton<ICertificateState, ShownCertificates>();
        services.Configure<WebhookOptions>(webhooks => webhooks.AllowPrivateAddresses = options.PrivateWebhooks);
        services.Configure<FleetOptions>(options.Devices.Configure);
        if (options.PendingTokenLifetime is { } lifetime)
            services.Configure<ActivationOptions>(activation => activation.PendingTokenLifetime = lifetime);
    }

    /// <summary>Where to listen and with which certificate.</summary>
    public static void Configure(this CloudOptions options, GatewayOptions gateway)
    {
        gateway.Addresses = [new ListenAddress(options.ListenAddress, options.Port, Tls: false)];
        if (options.TlsPort is { } tlsPort)
            gateway.Addresses.Add(new ListenAddress(options.ListenAddress, tlsPort, Tls: true));
        foreach (var endPoint in options.ExtraPlain)
            gateway.Addresses.Add(new ListenAddress(endPoint.Address, endPoint.Port, Tls: false));
        foreach (var endPoint in options.ExtraTls)
            gateway.Addresses.Add(new ListenAddress(endPoint.Address, endPoint.Port, Tls: true));

        gateway.Tls.CertificateFile = options.CertificateFile;
        gateway.Tls.KeyFile = options.CertificateKeyFile;
        gateway.Tls.DevelopmentFolder = options.CertificateFile is null ? options.TlsFolder : null;
        gateway.PublicHost = options.PublicHost;
        gateway.Proxies = [.. options.Proxies];
        if (options.PublicHost is { } publicHost)
            gateway.Tls.ExtraNames.Add(publicHost);

        gateway.MovedTo = options.MovedTo;
        options.Devices.Configure(gateway);
        gateway.FloodLimit = options.FloodLimit;
        if (options.FloodLimit is { } limit)
            gateway.FloodBurst = Math.Max(gateway.FloodBurst, 2 * limit);
    }

    /// <summary>What of the past is kept, and where files go.</summary>
    public static void Configure(this CloudOptions options, FleetOptions fleet)
    {
        fleet.PointsKept = options.PointsKept;
        fleet.MinutesKept = options.MinutesKept;
        fleet.FileFolder = options.DeviceFileFolder;
    }

    /// <summary>What devices are told about where the cloud is. Ports chosen by the system are known once it listens.</summary>
    public static void Configure(this CloudOptions options, ApiOptions api)
    {
        api.PublicHost = options.PublicHost;
        api.SpoolFolder = options.SpoolFolder;
        api.UploadFolder = options.UploadFolder;
        if (options.Port != 0)
            api.PublicPort = options.Port;
        api.PublicTlsPort = options.TlsPort is 0 ? null : options.TlsPort;
    }
}
