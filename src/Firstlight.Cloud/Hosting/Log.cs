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

    [LoggerMessage(
        9002,
        LogLevel.Information,
        "This node drains: no device is let in, and those that are in are let go over {Over}"
    )]
    public static partial void Drains(ILogger logger, TimeSpan over);

    [LoggerMessage(9003, LogLevel.Information, "The registry of nodes could not be told that this node drains")]
    public static partial void DrainUntold(ILogger logger);
}
