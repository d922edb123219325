using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Daemon;

/// <summary>What the service says. No secret is ever an argument.</summary>
internal static partial class Log
{
    [LoggerMessage(12401, LogLevel.Information, "{Name} {Template}, version {Version}, over {Network}")]
    public static partial void Starting(ILogger log, string name, string template, string version, string network);

    [LoggerMessage(12402, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger log);

    [LoggerMessage(12403, LogLevel.Error, "{Why}")]
    public static partial void CannotStart(ILogger log, string why);

    [LoggerMessage(12404, LogLevel.Warning, "Version {Failed} did not prove itself; {Version} runs again")]
    public static partial void ReturnTold(ILogger log, string failed, string version);

    [LoggerMessage(12410, LogLevel.Information, "Bridge: {Path}")]
    public static partial void BridgeOpen(ILogger log, string path);

    [LoggerMessage(12411, LogLevel.Information, "Bridge: a program broke off")]
    public static partial void ProgramBroke(ILogger log);

    [LoggerMessage(12412, LogLevel.Warning, "Bridge: {Count} programs are connected, one more was refused")]
    public static partial void TooManyPrograms(ILogger log, int count);
}
