using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>What a cable says.</summary>
internal static partial class Log
{
    [LoggerMessage(12201, LogLevel.Information, "Cable: {Interface}, {Mac}")]
    public static partial void WiredFound(ILogger log, string @interface, string mac);

    [LoggerMessage(
        12202,
        LogLevel.Information,
        "This board has no access point: it waits for `firstlight-edgentd claim CODE`"
    )]
    public static partial void WiredWaits(ILogger log);

    [LoggerMessage(12203, LogLevel.Information, "Cable {Interface} lost its carrier or its address")]
    public static partial void WiredLost(ILogger log, string @interface);
}
