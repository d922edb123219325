namespace Firstlight.Cloud;

/// <summary>Every log line of the host.</summary>
internal static partial class Log
{
    [LoggerMessage(
        9000,
        LogLevel.Error,
        "The key file {File} is damaged and left out: people sign in again, and tokens it sealed cannot be shown until it is restored"
    )]
    public static partial void KeyDamaged(ILogger logger, string file, Exception fault);

    [LoggerMessage(
        9001,
        LogLevel.Warning,
        "The collector of metrics and traces does not take what it is sent ({What}); said once until the next start"
    )]
    public static partial void CollectorAway(ILogger logger, string what);
}
