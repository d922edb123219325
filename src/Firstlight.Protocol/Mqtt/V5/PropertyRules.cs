using System.Buffers;

namespace Firstlight.Protocol.Mqtt.V5;

/// <summary>Packets that may carry a property; the will of a CONNECT counts as one.</summary>
[Flags]
internal enum PropertyPlaces
{
    None = 0,
    Connect = 1 << 1,
    ConnAck = 1 << 2,
    Publish = 1 << 3,
    PubAck = 1 << 4,
    PubRec = 1 << 5,
    PubRel = 1 << 6,
    PubComp = 1 << 7,
    Subscribe = 1 << 8,
    SubAck = 1 << 9,
    Unsubscribe = 1 << 10,
    UnsubAck = 1 << 11,
    Disconnect = 1 << 14,
    Auth = 1 << 15,
    Will = 1 << 16,
    Acknowledgements = PubAck | PubRec | PubRel | PubComp,
    Everywhere =
        Connect
        | ConnAck
        | Publish
        | Acknowledgements
        | Subscribe
        | SubAck
        | Unsubscribe
        | UnsubAck
        | Disconnect
        | Auth
        | Will,
}

/// <summary>How a property's value is written.</summary>
internal enum PropertyKind
{
    None,
    Byte,
    TwoBytes,
    FourBytes,
    VariableInteger,
    Text,
    Binary,
    Pair,
}

/// <summary>Which properties there are, where they may stand and what they may say (5.0, table 2-4).</summary>
internal static class PropertyRules
{
    public static (PropertyKind Kind, PropertyPlaces Places) Of(PropertyId id) =>
        id switch
        {
            PropertyId.PayloadFormatIndicator => (PropertyKind.Byte, PropertyPlaces.Publish | PropertyPlaces.Will),
            PropertyId.MessageExpiryInterval => (PropertyKind.FourBytes, PropertyPlaces.Publish | PropertyPlaces.Will),
            PropertyId.ContentType => (PropertyKind.Text, PropertyPlaces.Publish | PropertyPlaces.Will),
            PropertyId.ResponseTopic => (PropertyKind.Text, PropertyPlaces.Publish | PropertyPlaces.Will),
            PropertyId.CorrelationData => (PropertyKind.Binary, PropertyPlaces.Publish | PropertyPlaces.Will),
            PropertyId.SubscriptionIdentifier => (
                PropertyKind.VariableInteger,
                PropertyPlaces.Publish | PropertyPlaces.Subscribe
            ),
            PropertyId.SessionExpiryInterval => (
                PropertyKind.FourBytes,
                PropertyPlaces.Connect | PropertyPlaces.ConnAck | PropertyPlaces.Disconnect
            ),
            PropertyId.AssignedClientIdentifier => (PropertyKind.Text, PropertyPlaces.ConnAck),
            PropertyId.ServerKeepAlive => (PropertyKind.TwoBytes, PropertyPlaces.ConnAck),
            PropertyId.AuthenticationMethod => (
                PropertyKind.Text,
                PropertyPlaces.Connect | PropertyPlaces.ConnAck | PropertyPlaces.Auth
            ),
            PropertyId.AuthenticationData => (
                PropertyKind.Binary,
                PropertyPlaces.Connect | PropertyPlaces.ConnAck | PropertyPlaces.Auth
            ),
            PropertyId.RequestProblemInformation => (PropertyKind.Byte, PropertyPlaces.Connect),
            PropertyId.WillDelayInterval => (PropertyKind.FourBytes, PropertyPlaces.Will),
            PropertyId.RequestResponseInformation => (PropertyKind.Byte, PropertyPlaces.Connect),
            PropertyId.ResponseInformation => (PropertyKind.Text, PropertyPlaces.ConnAck),
            PropertyId.ServerReference => (PropertyKind.Text, PropertyPlaces.ConnAck | PropertyPlaces.Disconnect),
            PropertyId.ReasonString => (
                PropertyKind.Text,
                PropertyPlaces.ConnAck
                    | PropertyPlaces.Acknowledgements
                    | PropertyPlaces.SubAck
                    | PropertyPlaces.UnsubAck
                    | PropertyPlaces.Disconnect
                    | PropertyPlaces.Auth
            ),
            PropertyId.ReceiveMaximum => (PropertyKind.TwoBytes, PropertyPlaces.Connect | PropertyPlaces.ConnAck),
            PropertyId.TopicAliasMaximum => (PropertyKind.TwoBytes, PropertyPlaces.Connect | PropertyPlaces.ConnAck),
            PropertyId.TopicAlias => (PropertyKind.TwoBytes, PropertyPlaces.Publish),
            PropertyId.MaximumQoS => (PropertyKind.Byte, PropertyPlaces.ConnAck),
            PropertyId.RetainAvailable => (PropertyKind.Byte, PropertyPlaces.ConnAck),
            PropertyId.UserProperty => (PropertyKind.Pair, PropertyPlaces.Everywhere),
            PropertyId.MaximumPacketSize => (PropertyKind.FourBytes, PropertyPlaces.Connect | PropertyPlaces.ConnAck),
            PropertyId.WildcardSubscriptionAvailable => (PropertyKind.Byte, PropertyPlaces.ConnAck),
            PropertyId.SubscriptionIdentifierAvailable => (PropertyKind.Byte, PropertyPlaces.ConnAck),
            PropertyId.SharedSubscriptionAvailable => (PropertyKind.Byte, PropertyPlaces.ConnAck),
            _ => (PropertyKind.None, PropertyPlaces.None),
        };

    /// <summary>What is wrong with a packet's properties; null for nothing.</summary>
    public static MqttViolation? Check(in ReadOnlySequence<byte> raw, PropertyPlaces place)
    {
        var fields = new FieldReader(raw);
        var seen = 0UL;
        var count = 0;
        while (!fields.AtEnd)
        {
            var property = PropertyCodec.Read(ref fields);
            if (fields.Failed)
                return fields.Violation;
            if (++count > MqttLimits.PropertiesMax)
                return MqttViolation.TooLarge($"A packet has at most {MqttLimits.PropertiesMax} properties here.");
            if ((Of(property.Id).Places & place) is PropertyPlaces.None)
                return MqttViolation.Protocol($"Property {property.Id} has no place in {place}.");
            var bit = 1UL << (int)property.Id;
            if ((seen & bit) != 0 && !MayRepeat(property.Id, place))
                return MqttViolation.Protocol($"Property {property.Id} is there twice.");
            seen |= bit;
            if (!IsInRange(property))
                return MqttViolation.Protocol($"Property {property.Id} has a value that it cannot have.");
        }

        return fields.Violation;
    }

    private static bool MayRepeat(PropertyId id, PropertyPlaces place) =>
        id is PropertyId.UserProperty || (id is PropertyId.SubscriptionIdentifier && place is PropertyPlaces.Publish);

    private static bool IsInRange(in Property property) =>
        property.Id switch
        {
            PropertyId.ReceiveMaximum
            or PropertyId.MaximumPacketSize
            or PropertyId.TopicAlias
            or PropertyId.SubscriptionIdentifier => property.Number > 0,
            PropertyId.ResponseTopic => TopicRules.IsTopic(property.Bytes),
            _ => Of(property.Id).Kind is not PropertyKind.Byte || property.Number <= 1,
        };
}
