using Firstlight.Core;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway;

/// <summary>Registers the devices' door.</summary>
public static class GatewayRegistration
{
    /// <summary>
    /// Puts the gateway in front of Kestrel: it listens, keeps native devices, and hands HTTP on. Needs
    /// <see cref="Firstlight.Fleet.IDeviceDoor"/>, <see cref="TimeProvider"/> and <see cref="IRandomSource"/>. Its sockets open when the web
    /// server starts, behind every hosted service that was registered by then.
    /// </summary>
    public static IServiceCollection AddGateway(
        this IServiceCollection services,
        Action<GatewayOptions>? configure = null
    )
    {
        services
            .AddOptionsWithValidateOnStart<GatewayOptions, GatewayOptionsValidator>()
            .Configure(configure ?? (static _ => { }))
            .Validate(
                static options => (options.Tls.CertificateFile is null) == (options.Tls.KeyFile is null),
                "Gateway: a TLS certificate file and a TLS key file go together; one of them is missing."
            )
            .Validate(
                static options => options.Tls.Configured || !options.Addresses.Any(address => address.Tls),
                "Gateway: a TLS address needs certificate files or a folder for the development certificate."
            );

        services.AddMetrics();
        services.TryAddSingleton<GatewayMetrics>();
        services.TryAddSingleton<ConnectionCensus>();
        services.TryAddSingleton<WrongTokens>();
        services.TryAddSingleton<Watch>();
        services.TryAddSingleton<Drain>();
        services.TryAddSingleton<IGatewayDrain>(static provider => provider.GetRequiredService<Drain>());
        services.TryAddSingleton<ServerCertificates>();
        services.TryAddSingleton<LinkServices>();
        services.TryAddSingleton<SenderPool>();
        services.TryAddSingleton<GatewayDoor>();
        services.TryAddSingleton<GatewayTransport>();
        services.TryAddSingleton<IGatewayAddresses>(static provider => provider.GetRequiredService<GatewayTransport>());
        services.AddSingleton<IConnectionListenerFactory>(static provider =>
            provider.GetRequiredService<GatewayTransport>()
        );
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, QuietRequestLog>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<GatewayOptions>>(ListenBehindGateway);
        return services;
    }

    private static void ListenBehindGateway(KestrelServerOptions kestrel, IOptions<GatewayOptions> gateway)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = gateway.Value.HttpHeadersTimeout;
        kestrel.Limits.MaxRequestBodySize = gateway.Value.HttpBodyBytesMax;

        // TLS is taken off and HTTP/1.1 agreed on before Kestrel sees a connection.
        kestrel.Listen(GatewayEndPoint.Unbound, static listen => listen.Protocols = HttpProtocols.Http1);
    }
}
