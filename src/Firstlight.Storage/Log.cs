using Microsoft.Extensions.Logging;

namespace Firstlight.Storage;

internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Information, "Database {Path} is open, version {Version}")]
    public static partial void Opened(ILogger logger, string path, int version);

    [LoggerMessage(6001, LogLevel.Information, "Migration {Version} ({Name}) is applied")]
    public static partial void MigrationApplied(ILogger logger, int version, string name);

    [LoggerMessage(6002, LogLevel.Error, "A commit failed; nothing of its {Units} units was written")]
    public static partial void BatchFailed(ILogger logger, int units, Exception fault);

    [LoggerMessage(6003, LogLevel.Information, "Database {Path} is closed")]
    public static partial void Closed(ILogger logger, string path);

    [LoggerMessage(6004, LogLevel.Warning, "The connection to {Database} is lost; it is tried again")]
    public static partial void ConnectionLost(ILogger logger, string database, Exception fault);

    [LoggerMessage(6005, LogLevel.Information, "The connection to {Database} is back")]
    public static partial void ConnectionBack(ILogger logger, string database);

    [LoggerMessage(
        6006,
        LogLevel.Warning,
        "{Database} runs with {Setting} off: a power cut may lose what was acknowledged"
    )]
    public static partial void NotDurable(ILogger logger, string database, string setting);
}
