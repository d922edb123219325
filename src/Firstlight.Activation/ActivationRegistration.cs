using Firstlight.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Firstlight.Activation;

/// <summary>The room's door.</summary>
public static class ActivationRegistration
{
    private static readonly TimeSpan LifetimeMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LifetimeMax = TimeSpan.FromDays(366);
    private static readonly TimeSpan SweepMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepMax = TimeSpan.FromDays(1);

    /// <summary>
    /// Adds <see cref="IProvisioning"/>, <see cref="ICodeTrade"/>, <see cref="IDeviceTokens"/>, <see cref="IAdmission"/>, <see cref="ITokenSealer"/> and the
    /// sweep that ends overdue sessions. Needs <c>AddDevices</c> before it, <see cref="IActivationStore"/>, data protection,
    /// <see cref="TimeProvider"/>, <see cref="IRandomSource"/>, <see cref="ILiveEvents"/> and logging. Wrong options stop the start.
    /// </summary>
    public static IServiceCollection AddActivation(this IServiceCollection services)
    {
        services
            .AddOptions<ActivationOptions>()
            .Validate(
                options => options.PendingTokenLifetime >= LifetimeMin && options.PendingTokenLifetime <= LifetimeMax,
                $"{nameof(ActivationOptions.PendingTokenLifetime)} is between 1 second and 366 days."
            )
            .Validate(
                options => options.ExpirySweepInterval >= SweepMin && options.ExpirySweepInterval <= SweepMax,
                $"{nameof(ActivationOptions.ExpirySweepInterval)} is between 1 second and 1 day."
            )
            .ValidateOnStart();
        services.TryAddSingleton<ITokenSealer, DataProtectionTokenSealer>();
        services.TryAddSingleton<ShortCodeKey>();
        services.TryAddSingleton(provider => new GuessLimits(
            provider.GetRequiredService<TimeProvider>(),
            GuessLimits.ShortCodesAltogether
        ));
        services.AddMetrics();
        services.TryAddSingleton<ActivationMetrics>();
        services.TryAddSingleton<SessionShell>();
        services.TryAddSingleton<DeviceActivation>();
        services.TryAddSingleton<IProvisioning, ProvisioningService>();
        services.TryAddSingleton<ICodeTrade, CodeTrade>();
        services.TryAddSingleton<IDeviceTokens, DeviceTokens>();
        services.TryAddSingleton<IAdmission, DeviceAdmission>();
        services.TryAddSingleton<BatchKeys>();
        services.TryAddSingleton<BatchMaker>();
        services.TryAddSingleton<BatchLeftovers>();
        services.TryAddSingleton<BatchOrders>();
        services.TryAddSingleton<IStaticTokens, StaticTokens>();
        services.TryAddSingleton<IStaticImports, StaticImports>();
        services.TryAddSingleton<IClaims, Claims>();
        services.TryAddSingleton<StaticAdmission>();
        services.AddHostedService<ExpirySweep>();
        services.AddHostedService(provider => provider.GetRequiredService<BatchMaker>());
        services.AddHostedService(provider => provider.GetRequiredService<BatchLeftovers>());
        return services;
    }
}
