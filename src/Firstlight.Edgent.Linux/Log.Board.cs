using Firstlight.Protocol.Bundles;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>What button, light, updates and service say.</summary>
internal static partial class Log
{
    [LoggerMessage(12101, LogLevel.Information, "The reset button is {Path}, key {Key}")]
    public static partial void ButtonFound(ILogger log, string path, int key);

    [LoggerMessage(
        12102,
        LogLevel.Warning,
        "There is no reset button: {Reason}. It is looked for again; until then the cloud can set the device up anew"
    )]
    public static partial void ButtonAbsent(ILogger log, string reason);

    [LoggerMessage(12103, LogLevel.Warning, "The reset button is gone: {Reason}")]
    public static partial void ButtonLost(ILogger log, string reason);

    [LoggerMessage(12104, LogLevel.Information, "The status light is {Lights}, drawn by {Drawer}")]
    public static partial void LightFound(ILogger log, string lights, string drawer);

    [LoggerMessage(
        12105,
        LogLevel.Warning,
        "There is no status light: {Reason}. It is looked for again when it has something to show"
    )]
    public static partial void LightAbsent(ILogger log, string reason);

    [LoggerMessage(12106, LogLevel.Warning, "The kernel does not draw {Pattern} ({Reason}); it is drawn step by step")]
    public static partial void PatternRefused(ILogger log, string pattern, string reason);

    [LoggerMessage(12201, LogLevel.Information, "Version {Version} starts from slot {Slot}")]
    public static partial void VersionStarts(ILogger log, string version, string slot);

    [LoggerMessage(12202, LogLevel.Error, "Version {Version} does not start and is dropped: {Reason}")]
    public static partial void VersionDoesNotStart(ILogger log, string version, string reason);

    [LoggerMessage(12203, LogLevel.Error, "Version {Version} was on trial and is dropped; back to {Former}")]
    public static partial void VersionReturned(ILogger log, string version, string former);

    [LoggerMessage(12204, LogLevel.Information, "Version {Version} has proved itself")]
    public static partial void VersionConfirmed(ILogger log, string version);

    [LoggerMessage(12205, LogLevel.Error, "Version {Version} is bad; the next start runs the one before it")]
    public static partial void VersionRejected(ILogger log, string version);

    [LoggerMessage(12206, LogLevel.Error, "The slots cannot be used ({Reason}); what was confirmed before runs")]
    public static partial void SlotsUnusable(ILogger log, string reason);

    [LoggerMessage(12207, LogLevel.Warning, "Update refused ({Kind}): {Reason}")]
    public static partial void BundleRefused(ILogger log, BundleFaultKind kind, string reason);

    [LoggerMessage(12208, LogLevel.Information, "Version {Version} is in slot {Slot}; the next start tries it")]
    public static partial void BundleInstalled(ILogger log, string version, string slot);

    [LoggerMessage(12301, LogLevel.Warning, "The service manager was not told {Message}: {Reason}")]
    public static partial void NotNotified(ILogger log, string message, string reason);

    [LoggerMessage(
        12302,
        LogLevel.Error,
        "The device's loop stands still: the service manager gets no further sign of life"
    )]
    public static partial void LoopStands(ILogger log);

    [LoggerMessage(12303, LogLevel.Warning, "The board does not restart ({Reason}); the service does")]
    public static partial void RebootRefused(ILogger log, string reason);
}
