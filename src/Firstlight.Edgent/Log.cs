using Firstlight.Protocol.Provisioning;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent;

/// <summary>The serial log. No line ever carries a token or a password.</summary>
internal static partial class Log
{
    [LoggerMessage(10001, LogLevel.Information, "{Mode}")]
    public static partial void Entered(ILogger log, EdgentMode mode);

    [LoggerMessage(10002, LogLevel.Warning, "Set-up failed: {Code} ({Meaning})")]
    public static partial void SetupFailed(ILogger log, int code, DeviceErrorCode meaning);

    [LoggerMessage(10003, LogLevel.Information, "Access point {Name} is open")]
    public static partial void AccessPointOpen(ILogger log, string name);

    [LoggerMessage(10004, LogLevel.Error, "The access point could not be opened")]
    public static partial void AccessPointFailed(ILogger log, Exception fault);

    [LoggerMessage(10005, LogLevel.Information, "Joining {Ssid}")]
    public static partial void Joining(ILogger log, string ssid);

    [LoggerMessage(10006, LogLevel.Information, "Joining {Ssid}: {Result}")]
    public static partial void Joined(ILogger log, string ssid, JoinResult result);

    [LoggerMessage(10007, LogLevel.Information, "Connecting to {Host}:{Port} {How}")]
    public static partial void Connecting(ILogger log, string host, int port, string how);

    [LoggerMessage(10008, LogLevel.Information, "Connection ended: {End}")]
    public static partial void LinkEnded(ILogger log, LinkEnd end);

    [LoggerMessage(10009, LogLevel.Information, "Link broke: {Reason}")]
    public static partial void LinkBroke(ILogger log, string reason);

    [LoggerMessage(10010, LogLevel.Information, "Link is silent, starting over")]
    public static partial void LinkSilent(ILogger log);

    [LoggerMessage(10011, LogLevel.Warning, "Command {Command} is unknown, starting over")]
    public static partial void UnknownCommand(ILogger log, byte command);

    [LoggerMessage(10012, LogLevel.Information, "Cloud: {Text}")]
    public static partial void CloudSays(ILogger log, string text);

    [LoggerMessage(10013, LogLevel.Error, "A handler failed")]
    public static partial void HandlerFailed(ILogger log, Exception fault);

    [LoggerMessage(10014, LogLevel.Error, "Settings could not be stored")]
    public static partial void StoreFailed(ILogger log, Exception fault);

    [LoggerMessage(10015, LogLevel.Error, "A part of the device failed")]
    public static partial void Crashed(ILogger log, Exception fault);

    [LoggerMessage(10016, LogLevel.Warning, "Scan failed")]
    public static partial void ScanFailed(ILogger log, Exception fault);

    [LoggerMessage(10017, LogLevel.Error, "Radio failed")]
    public static partial void RadioFailed(ILogger log, Exception fault);

    [LoggerMessage(10018, LogLevel.Information, "Restarting ({Reason})")]
    public static partial void Restarting(ILogger log, RestartReason reason);

    [LoggerMessage(10019, LogLevel.Information, "Update ordered")]
    public static partial void UpdateOrdered(ILogger log);

    [LoggerMessage(10020, LogLevel.Information, "Update installed: {Installed}")]
    public static partial void UpdateEnded(ILogger log, bool installed);

    [LoggerMessage(10021, LogLevel.Error, "Update failed")]
    public static partial void UpdateFailed(ILogger log, Exception fault);

    [LoggerMessage(10022, LogLevel.Warning, "Settings refused: {Fault}")]
    public static partial void SettingsRefused(ILogger log, string fault);

    [LoggerMessage(10023, LogLevel.Information, "Console: {Answer}")]
    public static partial void ConsoleAnswered(ILogger log, string answer);

    [LoggerMessage(10024, LogLevel.Warning, "Too much happens at once, a notice was dropped")]
    public static partial void InboxFull(ILogger log);

    [LoggerMessage(10026, LogLevel.Information, "Short code shown to the cloud; refusal: {Refusal}")]
    public static partial void CodeTraded(ILogger log, LinkEnd? refusal);

    [LoggerMessage(10025, LogLevel.Error, "The connection failed")]
    public static partial void ConnectFailed(ILogger log, Exception fault);

    [LoggerMessage(10027, LogLevel.Warning, "Update refused: {Why}")]
    public static partial void UpdateRefused(ILogger log, string why);
}
