using Microsoft.Extensions.Logging;

namespace Firstlight.Webhooks;

/// <summary>Every log line of webhooks: events 9500 to 9599. Addresses of receivers may hold secrets and stay out.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 9501,
        Level = LogLevel.Information,
        Message = "Webhook {Webhook} did not take message {Delivery} at attempt {Attempt}; it is {State} now. {Reason}"
    )]
    public static partial void NotTaken(
        ILogger logger,
        WebhookId webhook,
        long delivery,
        int attempt,
        DeliveryState state,
        string reason
    );

    [LoggerMessage(EventId = 9502, Level = LogLevel.Warning, Message = "Webhook {Webhook} is switched off. {Reason}")]
    public static partial void Disabled(ILogger logger, WebhookId webhook, string reason);

    [LoggerMessage(EventId = 9503, Level = LogLevel.Warning, Message = "Webhooks wait for the store")]
    public static partial void StoreAway(ILogger logger, Exception fault);

    [LoggerMessage(
        EventId = 9504,
        Level = LogLevel.Error,
        Message = "An attempt of webhook {Webhook} ended in a fault"
    )]
    public static partial void AttemptFaulted(ILogger logger, WebhookId webhook, Exception fault);

    [LoggerMessage(EventId = 9505, Level = LogLevel.Error, Message = "Looking for what is due ended in a fault")]
    public static partial void LoopFaulted(ILogger logger, Exception fault);
}
