using Firstlight.Activation;
using Firstlight.Api;
using Firstlight.Gateway;

namespace Firstlight.Cloud;

/// <summary>Hands each room the settings that are its own.</summary>
internal static class CloudRegistration
{
    public static void AddFirstRun(this IServiceCollection services, CloudOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<FirstRun>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstRun>());
        services.AddHostedService<ExampleTemplate>();
        services
            .AddOptions<ActivationOptions>()
            .Configure(activation =>
                activation.PendingTokenLifetime = options.PendingTokenLifetime ?? activation.PendingTokenLifetime
            );
    }

    public static void Configure(this CloudOptions options, GatewayOptions gateway) { }

    public static void Configure(this CloudOptions options, ApiOptions api) { }
}
