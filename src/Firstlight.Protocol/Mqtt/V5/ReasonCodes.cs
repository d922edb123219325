namespace Firstlight.Protocol.Mqtt.V5;

/// <summary>Which reasons a packet may give (5.0, table 2-6).</summary>
internal static class ReasonCodes
{
    public static ReasonCode Read(ref FieldReader fields, PacketType type)
    {
        var reason = (ReasonCode)fields.ReadByte("reason code");
        if (!fields.Failed && !MaySay(type, reason))
            fields.Fail(MqttViolation.Protocol($"A {type} cannot say reason 0x{(byte)reason:X2}."));
        return reason;
    }

    public static bool MaySay(PacketType type, ReasonCode reason) =>
        type switch
        {
            PacketType.ConnAck => reason
                is ReasonCode.Success
                    or (>= ReasonCode.UnspecifiedError and <= ReasonCode.Banned)
                    or ReasonCode.BadAuthenticationMethod
                    or ReasonCode.TopicNameInvalid
                    or ReasonCode.PacketTooLarge
                    or ReasonCode.QuotaExceeded
                    or (>= ReasonCode.PayloadFormatInvalid and <= ReasonCode.ServerMoved)
                    or ReasonCode.ConnectionRateExceeded,
            PacketType.PubAck or PacketType.PubRec => reason
                is ReasonCode.Success
                    or ReasonCode.NoMatchingSubscribers
                    or ReasonCode.UnspecifiedError
                    or ReasonCode.ImplementationSpecificError
                    or ReasonCode.NotAuthorized
                    or ReasonCode.TopicNameInvalid
                    or ReasonCode.PacketIdentifierInUse
                    or ReasonCode.QuotaExceeded
                    or ReasonCode.PayloadFormatInvalid,
            PacketType.PubRel or PacketType.PubComp => reason
                is ReasonCode.Success
                    or ReasonCode.PacketIdentifierNotFound,
            PacketType.SubAck => reason
                is <= ReasonCode.GrantedQoS2
                    or ReasonCode.UnspecifiedError
                    or ReasonCode.ImplementationSpecificError
                    or ReasonCode.NotAuthorized
                    or ReasonCode.TopicFilterInvalid
                    or ReasonCode.PacketIdentifierInUse
                    or ReasonCode.QuotaExceeded
                    or ReasonCode.SharedSubscriptionsNotSupported
                    or ReasonCode.SubscriptionIdentifiersNotSupported
                    or ReasonCode.WildcardSubscriptionsNotSupported,
            PacketType.UnsubAck => reason
                is ReasonCode.Success
                    or ReasonCode.NoSubscriptionExisted
                    or ReasonCode.UnspecifiedError
                    or ReasonCode.ImplementationSpecificError
                    or ReasonCode.NotAuthorized
                    or ReasonCode.TopicFilterInvalid
                    or ReasonCode.PacketIdentifierInUse,
            PacketType.Disconnect => reason is ReasonCode.Success or ReasonCode.DisconnectWithWill
                || (reason >= ReasonCode.UnspecifiedError && Enum.IsDefined(reason)),
            PacketType.Auth => reason
                is ReasonCode.Success
                    or ReasonCode.ContinueAuthentication
                    or ReasonCode.ReAuthenticate,
            _ => false,
        };
}
