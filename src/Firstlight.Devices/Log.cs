using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Devices;

/// <summary>Every line this room logs. Numbers are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Templates loaded: {Count}")]
    internal static partial void TemplatesLoaded(ILogger logger, int count);

    [LoggerMessage(
        EventId = 3010,
        Level = LogLevel.Warning,
        Message = "Templates were changed on another node and could not be read; they are read when one is asked for. {Reason}"
    )]
    internal static partial void TemplatesNotRefreshed(ILogger logger, string reason);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Template {Template} was made")]
    internal static partial void TemplateMade(ILogger logger, TemplateId template);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "Template {Template} was changed")]
    internal static partial void TemplateChanged(ILogger logger, TemplateId template);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "Template {Template} was removed")]
    internal static partial void TemplateRemoved(ILogger logger, TemplateId template);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Information, Message = "Device {Device} was removed")]
    internal static partial void DeviceRemoved(ILogger logger, DeviceId device);

    [LoggerMessage(
        EventId = 3006,
        Level = LogLevel.Information,
        Message = "Firmware {Firmware} was added to template {Template}: version {Version}"
    )]
    internal static partial void FirmwareAdded(
        ILogger logger,
        FirmwareId firmware,
        TemplateId template,
        string version
    );

    [LoggerMessage(EventId = 3007, Level = LogLevel.Information, Message = "Firmware {Firmware} was removed")]
    internal static partial void FirmwareRemoved(ILogger logger, FirmwareId firmware);

    [LoggerMessage(
        EventId = 3008,
        Level = LogLevel.Information,
        Message = "Shipment {Shipment} was started for {Devices} devices"
    )]
    internal static partial void ShipmentStarted(ILogger logger, ShipmentId shipment, int devices);

    [LoggerMessage(EventId = 3009, Level = LogLevel.Information, Message = "Shipment {Shipment} was stopped")]
    internal static partial void ShipmentStopped(ILogger logger, ShipmentId shipment);
}
