using Microsoft.Extensions.Logging;

namespace Firstlight.Api;

/// <summary>Every log line of the people's door: events 8000 to 8999. Paths carry no secrets; queries and bodies are left out.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 8001, Level = LogLevel.Error, Message = "{Method} {Path} failed ({TraceId})")]
    public static partial void RequestFailed(
        ILogger logger,
        string method,
        string? path,
        string traceId,
        Exception fault
    );

    [LoggerMessage(
        EventId = 8002,
        Level = LogLevel.Warning,
        Message = "{Method} {Path} was refused: storage is not available: {Reason}"
    )]
    public static partial void StorageAway(ILogger logger, string method, string? path, string reason);

    [LoggerMessage(
        EventId = 8003,
        Level = LogLevel.Warning,
        Message = "{Method} {Path} with a cookie came from another page and was refused"
    )]
    public static partial void CrossSiteRefused(ILogger logger, string method, string? path);

    [LoggerMessage(
        EventId = 8004,
        Level = LogLevel.Warning,
        Message = "Uploads that have expired could not be removed; they are tried again: {Reason}"
    )]
    public static partial void UploadsNotSwept(ILogger logger, string reason);

    [LoggerMessage(EventId = 8005, Level = LogLevel.Warning, Message = "{Fault} Whoever asks /readyz is told 503")]
    public static partial void NotReady(ILogger logger, string fault);

    [LoggerMessage(EventId = 8006, Level = LogLevel.Information, Message = "Ready again")]
    public static partial void ReadyAgain(ILogger logger);
}
