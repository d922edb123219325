using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>Every log line of the fleet.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Information, "{Devices} devices were still marked online and are offline now")]
    public static partial void MarkedOfflineAtStart(ILogger logger, int devices);

    [LoggerMessage(
        5001,
        LogLevel.Warning,
        "The store did not take {Records} records (attempt {Attempt}); kept, next attempt in {Delay}"
    )]
    public static partial void FlushFailed(ILogger logger, int records, int attempt, TimeSpan delay, Exception fault);

    [LoggerMessage(5002, LogLevel.Information, "The store is back: {Records} records written at attempt {Attempt}")]
    public static partial void FlushRecovered(ILogger logger, int records, int attempt);

    [LoggerMessage(
        5003,
        LogLevel.Critical,
        "Shutdown time is over and the store does not answer: {Records} records are lost"
    )]
    public static partial void RecordsLostAtStop(ILogger logger, int records);

    [LoggerMessage(
        5004,
        LogLevel.Debug,
        "Device {Device} connected again by {Protocol}; its older connection is closed"
    )]
    public static partial void ConnectionReplaced(ILogger logger, DeviceId device, string protocol);

    [LoggerMessage(
        5005,
        LogLevel.Warning,
        "A stored value could not be sent to device {Device}, which finds it by sync"
    )]
    public static partial void DeliveryFailed(ILogger logger, DeviceId device, Exception fault);

    [LoggerMessage(5006, LogLevel.Error, "The template of device {Device} could not be read; the default wait is used")]
    public static partial void OfflineWaitUnknown(ILogger logger, DeviceId device, Exception fault);

    [LoggerMessage(
        5007,
        LogLevel.Warning,
        "Device {Device} is of template {Template} and its firmware names another one; it is not let in"
    )]
    public static partial void OtherTemplateNamed(ILogger logger, DeviceId device, TemplateId template);

    [LoggerMessage(5008, LogLevel.Warning, "Device {Device} could not be told that its owner's app came or went")]
    public static partial void AppPresenceUntold(ILogger logger, DeviceId device, Exception fault);

    [LoggerMessage(
        5009,
        LogLevel.Information,
        "History: {Rows} values and minutes were older than they are kept and are gone; it took {Elapsed}"
    )]
    public static partial void SweptHistory(ILogger logger, long rows, TimeSpan elapsed);

    [LoggerMessage(5010, LogLevel.Warning, "History could not be cleaned up; it is tried again at the next interval")]
    public static partial void SweepFailed(ILogger logger, Exception fault);

    [LoggerMessage(5011, LogLevel.Information, "Device {Device} is told of firmware {Firmware}, attempt {Attempt}")]
    public static partial void UpdateTold(ILogger logger, DeviceId device, FirmwareId firmware, int attempt);

    [LoggerMessage(5012, LogLevel.Information, "Device {Device} in shipment {Shipment}: {State} {Reason}")]
    public static partial void UpdateWentOn(
        ILogger logger,
        DeviceId device,
        ShipmentId shipment,
        UpdateState state,
        UpdateReason? reason
    );

    [LoggerMessage(5013, LogLevel.Information, "Shipment {Shipment} is finished")]
    public static partial void ShipmentFinished(ILogger logger, ShipmentId shipment);

    [LoggerMessage(5014, LogLevel.Warning, "Updates wait, because the store is away: {Reason}")]
    public static partial void UpdatesPostponed(ILogger logger, string reason);

    [LoggerMessage(5015, LogLevel.Warning, "Device {Device} could not be told of its update; it is told again")]
    public static partial void NoticeFailed(ILogger logger, DeviceId device, Exception fault);

    [LoggerMessage(
        5016,
        LogLevel.Warning,
        "Node {Node} ({Name}) gave no sign of life for {Silence} and is declared gone"
    )]
    public static partial void NodeGone(ILogger logger, NodeId node, string name, TimeSpan silence);

    [LoggerMessage(5017, LogLevel.Error, "The other nodes have declared this one, {Node}, gone")]
    public static partial void DeclaredGone(ILogger logger, NodeId node);

    [LoggerMessage(
        5019,
        LogLevel.Debug,
        "Device {Device} lives on another node; its {Protocol} connection here is closed"
    )]
    public static partial void LivesElsewhere(ILogger logger, DeviceId device, string protocol);

    [LoggerMessage(5020, LogLevel.Debug, "Node {Node} was not told that device {Device} has left it")]
    public static partial void LeftUntold(ILogger logger, DeviceId device, NodeId node, Exception fault);

    [LoggerMessage(5021, LogLevel.Information, "This is node {Node} ({Name})")]
    public static partial void Registered(ILogger logger, NodeId node, string name);

    [LoggerMessage(5022, LogLevel.Information, "{Devices} devices of nodes that are gone live here now")]
    public static partial void Adopted(ILogger logger, int devices);

    [LoggerMessage(5023, LogLevel.Warning, "Devices of nodes that are gone could not be taken over; it is tried again")]
    public static partial void AdoptionFailed(ILogger logger, Exception fault);

    [LoggerMessage(
        5024,
        LogLevel.Warning,
        "Other nodes may not know that device {Device} belongs to others now; its home hears it when it comes again"
    )]
    public static partial void MoveUntold(ILogger logger, DeviceId device);

    [LoggerMessage(5025, LogLevel.Error, "Other nodes were not told that device {Device} belongs to others now")]
    public static partial void MoveFailed(ILogger logger, DeviceId device, Exception fault);

    [LoggerMessage(
        5026,
        LogLevel.Error,
        "The traffic of device {Device} does not go to who watches it on another node"
    )]
    public static partial void TrafficUntold(ILogger logger, DeviceId device, Exception fault);

    [LoggerMessage(
        5027,
        LogLevel.Warning,
        "Other nodes were not told which people look on here; they hear it again soon"
    )]
    public static partial void AppPresenceUnannounced(ILogger logger, Exception fault);

    [LoggerMessage(5018, LogLevel.Warning, "This node's sign of life did not reach the store")]
    public static partial void PulseMissed(ILogger logger, Exception fault);
}
