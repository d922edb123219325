using Firstlight.Fleet;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Links;

/// <summary>Why a link ends.</summary>
/// <param name="Words">For the log.</param>
/// <param name="Reason">What a device is told that speaks MQTT 5.0; the other protocols have no word for it.</param>
internal sealed record Ending(string Words, ReasonCode Reason)
{
    public static readonly Ending Closed = new("closed", ReasonCode.Success);
    public static readonly Ending Lost = new("lost", ReasonCode.Success);
    public static readonly Ending LostWhileSending = new("lost while sending", ReasonCode.Success);
    public static readonly Ending Stuck = new("does not take what it is sent", ReasonCode.UnspecifiedError);
    public static readonly Ending SlowLogin = new("too slow with its login", ReasonCode.UnspecifiedError);
    public static readonly Ending Silent = new("silent for too long", ReasonCode.KeepAliveTimeout);
    public static readonly Ending Fault = new("fault", ReasonCode.ServerUnavailable);
    public static readonly Ending StoreAway = new("the store is away", ReasonCode.ServerUnavailable);
    public static readonly Ending ServerStops = new("the server stops", ReasonCode.ServerShuttingDown);
    public static readonly Ending Drains = new(
        "the server is about to stop; connect again",
        ReasonCode.ServerUnavailable
    );
    public static readonly Ending Flooded = new("too many messages for too long", ReasonCode.MessageRateTooHigh);
    public static readonly Ending Replaced = new("the device connected again", ReasonCode.SessionTakenOver);
    public static readonly Ending NewerToken = new("the device uses a newer token", ReasonCode.AdministrativeAction);
    public static readonly Ending Deleted = new("the device was deleted", ReasonCode.AdministrativeAction);
    public static readonly Ending NotProvisioned = new("its provisioning was refused", ReasonCode.NotAuthorized);
    public static readonly Ending LoginRevoked = new("its login is not valid any more", ReasonCode.NotAuthorized);

    /// <summary>True when the device itself is well and only this link is not wanted any more.</summary>
    public bool IsOurDoing => this == Replaced || this == NewerToken || this == Deleted || this == ServerStops;

    public static Ending Of(MqttViolation violation) => new(violation.What, violation.Reason);

    public static Ending Of(LinkEnd end) =>
        end switch
        {
            LinkEnd.Replaced => Replaced,
            LinkEnd.NewerToken => NewerToken,
            LinkEnd.Elsewhere => Replaced,
            _ => Deleted,
        };
}
