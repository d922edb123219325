using Microsoft.Extensions.Logging;

namespace Firstlight.Workbench;

/// <summary>Every line the workbench writes to its own log, and those its devices' programs write to their serial ports.</summary>
internal static partial class WorkbenchLog
{
    [LoggerMessage(11001, LogLevel.Error, "The firmware of {DeviceId} crashed")]
    public static partial void FirmwareCrashed(ILogger log, string deviceId, Exception fault);

    [LoggerMessage(11002, LogLevel.Information, "The room was furnished as an example")]
    public static partial void Furnished(ILogger log);

    [LoggerMessage(11003, LogLevel.Information, "Set point {Degrees} °C")]
    public static partial void SetPointTaken(ILogger serial, double degrees);

    [LoggerMessage(11004, LogLevel.Information, "Heating {Switched} at {Degrees} °C")]
    public static partial void HeatingSwitched(ILogger serial, string switched, double degrees);
}
