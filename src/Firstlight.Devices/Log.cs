using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Devices;

/// <summary>Every line this room logs. Numbers are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Templates loaded: {Count}")]
    internal static partial void TemplatesLoaded(ILogger logger, int count);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Template {Template} was made")]
    internal static partial void TemplateMade(ILogger logger, TemplateId template);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "Template {Template} was changed")]
    internal static partial void TemplateChanged(ILogger logger, TemplateId template);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "Template {Template} was removed")]
    internal static partial void TemplateRemoved(ILogger logger, TemplateId template);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Information, Message = "Device {Device} was removed")]
    internal static partial void DeviceRemoved(ILogger logger, DeviceId device);
}
