using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Firstlight.Webhooks;

/// <summary>The room's door for the host.</summary>
public static class WebhooksRegistration
{
    /// <summary>
    /// Adds <see cref="IWebhooks"/> and the loop that carries messages to their receivers. Needs <see cref="IWebhookStore"/>, the audit log, mail to administrators, data
    /// protection, a source of chance and a <see cref="TimeProvider"/>. Add it after storage, which is open while it runs.
    /// </summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<WebhookOptions, WebhookOptionsValidator>();
        services.TryAddSingleton<IHostNames, SystemHostNames>();
        services.TryAddSingleton<ReceiverDoor>();
        services.TryAddSingleton<Vault>();
        services.TryAddSingleton<Sender>();
        services.TryAddSingleton<Lanes>();
        services.TryAddSingleton<ChangeTurn>();
        services.AddMetrics();
        services.TryAddSingleton<WebhookMetrics>();
        services.TryAddSingleton<Courier>();
        services.TryAddSingleton<Dispatcher>();
        services.TryAddSingleton<IWebhooks, WebhookDesk>();
        services.AddHostedService<DispatchService>();
        return services;
    }
}
