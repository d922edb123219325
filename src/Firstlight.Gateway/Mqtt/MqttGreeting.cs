using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>The CONNACK of a caller that may come in: what this server does and does not do.</summary>
internal static class MqttGreeting
{
    /// <param name="clientId">Given to a client that has no id of its own.</param>
    public static ConnAckPacket Of(ConnectPacket connect, string clientId, GatewayOptions options)
    {
        if (connect.Version is not MqttVersion.V5)
            return new ConnAckPacket(ReasonCode.Success);
        List<Property> properties =
        [
            Property.Of(PropertyId.ReceiveMaximum, Acknowledgements.ExactlyOnceMax),
            Property.Of(PropertyId.RetainAvailable, 0),
            Property.Of(
                PropertyId.MaximumPacketSize,
                (uint)(options.MqttMessageBytesMax + MqttLimits.FixedHeaderBytesMax)
            ),
            Property.Of(PropertyId.SubscriptionIdentifierAvailable, 0),
            Property.Of(PropertyId.SharedSubscriptionAvailable, 0),
        ];
        if (connect.Properties.NumberOr(PropertyId.SessionExpiryInterval, 0) > 0)
            properties.Add(Property.Of(PropertyId.SessionExpiryInterval, 0));
        if (connect.ClientId.Length == 0)
            properties.Add(Property.Of(PropertyId.AssignedClientIdentifier, clientId));
        if (connect.KeepAliveSeconds == 0)
            properties.Add(Property.Of(PropertyId.ServerKeepAlive, (uint)options.HeartbeatDefault.TotalSeconds));
        return new ConnAckPacket(
            ReasonCode.Success,
            Properties: Properties.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(properties))
        );
    }
}
