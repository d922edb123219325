using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>Every line this room logs. Numbers are stable; no token has a parameter here.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 4001,
        Level = LogLevel.Information,
        Message = "Session {Session} began for device {Device}; its token lives until {ExpiresAt:u}"
    )]
    internal static partial void SessionBegan(
        ILogger logger,
        ProvisioningSessionId session,
        DeviceId device,
        DateTimeOffset expiresAt
    );

    [LoggerMessage(
        EventId = 4002,
        Level = LogLevel.Information,
        Message = "Session {Session} of device {Device} ended: {State}, {Cause}"
    )]
    internal static partial void SessionEnded(
        ILogger logger,
        ProvisioningSessionId session,
        DeviceId device,
        ProvisioningState state,
        string cause
    );

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "Device {Device} was made by hand")]
    internal static partial void DeviceMade(ILogger logger, DeviceId device);

    [LoggerMessage(
        EventId = 4004,
        Level = LogLevel.Information,
        Message = "A dead token of device {Device} was shown: {Cause}"
    )]
    internal static partial void DeadTokenShown(ILogger logger, DeviceId device, string cause);

    [LoggerMessage(
        EventId = 4005,
        Level = LogLevel.Warning,
        Message = "Overdue sessions wait for the next round: {Reason}"
    )]
    internal static partial void SweepPostponed(ILogger logger, string reason);

    [LoggerMessage(EventId = 4006, Level = LogLevel.Error, Message = "A round of ending overdue sessions failed")]
    internal static partial void SweepFailed(ILogger logger, Exception fault);

    [LoggerMessage(
        EventId = 4007,
        Level = LogLevel.Error,
        Message = "The token of device {Device} cannot be shown: its key is gone. The device itself is not affected"
    )]
    internal static partial void TokenStaysSealed(ILogger logger, DeviceId device, Exception fault);

    [LoggerMessage(
        EventId = 4008,
        Level = LogLevel.Warning,
        Message = "The key of the short codes could not be opened and is replaced: short codes given out before are dead"
    )]
    internal static partial void CodeKeyReplaced(ILogger logger, Exception fault);

    [LoggerMessage(
        EventId = 4020,
        Level = LogLevel.Information,
        Message = "Batch {Batch} of {Count} static tokens was ordered"
    )]
    internal static partial void BatchOrdered(ILogger logger, StaticBatchId batch, int count);

    [LoggerMessage(
        EventId = 4021,
        Level = LogLevel.Information,
        Message = "Batch {Batch} is ready: {Count} static tokens"
    )]
    internal static partial void BatchReady(ILogger logger, StaticBatchId batch, int count);

    [LoggerMessage(
        EventId = 4022,
        Level = LogLevel.Information,
        Message = "Batch {Batch} was cancelled; none of its tokens exists"
    )]
    internal static partial void BatchCancelled(ILogger logger, StaticBatchId batch);

    [LoggerMessage(EventId = 4023, Level = LogLevel.Warning, Message = "Unfinished batches wait a little: {Reason}")]
    internal static partial void BatchPostponed(ILogger logger, string reason);

    [LoggerMessage(
        EventId = 4024,
        Level = LogLevel.Error,
        Message = "The key of batch {Batch} is not in the key folder: its tokens can neither be made nor exported. Units in the field are not affected"
    )]
    internal static partial void BatchStaysSealed(ILogger logger, StaticBatchId batch, Exception fault);

    [LoggerMessage(
        EventId = 4025,
        Level = LogLevel.Information,
        Message = "The unit of static token {Token} was claimed as device {Device}"
    )]
    internal static partial void UnitClaimed(ILogger logger, StaticTokenId token, DeviceId device);

    [LoggerMessage(
        EventId = 4026,
        Level = LogLevel.Information,
        Message = "The unclaimed unit of static token {Token} connected as device {Device}"
    )]
    internal static partial void UnclaimedUnitConnected(ILogger logger, StaticTokenId token, DeviceId device);
}
