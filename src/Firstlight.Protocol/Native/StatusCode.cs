namespace Firstlight.Protocol.Native;

/// <summary>What a <see cref="Command.Response"/> carries in its length field. Numbers never move.</summary>
public enum StatusCode : ushort
{
    /// <summary>Done.</summary>
    Success = 200,

    /// <summary>Too many messages or notifications.</summary>
    QuotaLimit = 1,

    /// <summary>Malformed command.</summary>
    IllegalCommand = 2,

    /// <summary>App accounts only.</summary>
    NotRegistered = 3,

    /// <summary>A second login on a link that is logged in.</summary>
    AlreadyRegistered = 4,

    /// <summary>Makes some libraries drop the link; never sent by this server.</summary>
    NotAuthenticated = 5,

    /// <summary>Known, but not allowed.</summary>
    NotAllowed = 6,

    /// <summary>The target device is offline.</summary>
    DeviceNotInNetwork = 7,

    /// <summary>Legacy: project stopped.</summary>
    NoActiveDashboard = 8,

    /// <summary>The token does not exist or is revoked. Firmware in the field falls back to open set-up mode on it.</summary>
    InvalidToken = 9,

    /// <summary>The command is known, its body is not.</summary>
    IllegalCommandBody = 11,

    /// <summary>Legacy: graph data.</summary>
    GetGraphData = 12,

    /// <summary>Notification: bad body.</summary>
    NotificationInvalidBody = 13,

    /// <summary>Notification: not authorised.</summary>
    NotificationNotAuthorized = 14,

    /// <summary>Notification: failed.</summary>
    NotificationError = 15,

    /// <summary>Reserved.</summary>
    Timeout = 16,

    /// <summary>Apps: nothing stored.</summary>
    NoData = 17,

    /// <summary>Apps: the device went offline.</summary>
    DeviceWentOffline = 18,

    /// <summary>The server has trouble of its own; come back later.</summary>
    ServerError = 19,

    /// <summary>Reserved.</summary>
    NotSupportedVersion = 20,

    /// <summary>Legacy apps.</summary>
    EnergyLimit = 21,

    /// <summary>Legacy apps.</summary>
    FacebookUserLoginWithPass = 22,

    /// <summary>Named by the library, use unpublished.</summary>
    OperationAccept = 23,

    /// <summary>Named by the library, use unpublished.</summary>
    OperationDecline = 24,
}
