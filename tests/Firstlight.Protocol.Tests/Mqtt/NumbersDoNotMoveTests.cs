using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V311;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Tests.Mqtt;

/// <summary>The numbers of the OASIS standards: rows may be added, never edited.</summary>
public sealed class NumbersDoNotMoveTests
{
    [Fact]
    public void Packet_types() =>
        Table<PacketType>()
            .ShouldBe(
                "Connect 1, ConnAck 2, Publish 3, PubAck 4, PubRec 5, PubRel 6, PubComp 7, Subscribe 8, SubAck 9, Unsubscribe A, "
                    + "UnsubAck B, PingReq C, PingResp D, Disconnect E, Auth F"
            );

    [Fact]
    public void Return_codes() =>
        Table<ConnectReturnCode>()
            .ShouldBe(
                "Accepted 0, UnacceptableProtocolVersion 1, IdentifierRejected 2, ServerUnavailable 3, "
                    + "BadUserNameOrPassword 4, NotAuthorized 5"
            );

    [Fact]
    public void Reason_codes() =>
        Table<ReasonCode>()
            .ShouldBe(
                "Success 0, GrantedQoS1 1, GrantedQoS2 2, DisconnectWithWill 4, NoMatchingSubscribers 10, NoSubscriptionExisted 11, "
                    + "ContinueAuthentication 18, ReAuthenticate 19, UnspecifiedError 80, MalformedPacket 81, ProtocolError 82, "
                    + "ImplementationSpecificError 83, UnsupportedProtocolVersion 84, ClientIdentifierNotValid 85, "
                    + "BadUserNameOrPassword 86, NotAuthorized 87, ServerUnavailable 88, ServerBusy 89, Banned 8A, "
                    + "ServerShuttingDown 8B, BadAuthenticationMethod 8C, KeepAliveTimeout 8D, SessionTakenOver 8E, "
                    + "TopicFilterInvalid 8F, TopicNameInvalid 90, PacketIdentifierInUse 91, PacketIdentifierNotFound 92, "
                    + "ReceiveMaximumExceeded 93, TopicAliasInvalid 94, PacketTooLarge 95, MessageRateTooHigh 96, QuotaExceeded 97, "
                    + "AdministrativeAction 98, PayloadFormatInvalid 99, RetainNotSupported 9A, QoSNotSupported 9B, "
                    + "UseAnotherServer 9C, ServerMoved 9D, SharedSubscriptionsNotSupported 9E, ConnectionRateExceeded 9F, "
                    + "MaximumConnectTime A0, SubscriptionIdentifiersNotSupported A1, WildcardSubscriptionsNotSupported A2"
            );

    [Fact]
    public void Properties_and_how_their_values_are_written() =>
        string.Join(
                ", ",
                Enum.GetValues<PropertyId>().Select(id => $"{id} {Convert.ToInt32(id):X} {PropertyRules.Of(id).Kind}")
            )
            .ShouldBe(
                "PayloadFormatIndicator 1 Byte, MessageExpiryInterval 2 FourBytes, ContentType 3 Text, ResponseTopic 8 Text, "
                    + "CorrelationData 9 Binary, SubscriptionIdentifier B VariableInteger, SessionExpiryInterval 11 FourBytes, "
                    + "AssignedClientIdentifier 12 Text, ServerKeepAlive 13 TwoBytes, AuthenticationMethod 15 Text, "
                    + "AuthenticationData 16 Binary, RequestProblemInformation 17 Byte, WillDelayInterval 18 FourBytes, "
                    + "RequestResponseInformation 19 Byte, ResponseInformation 1A Text, ServerReference 1C Text, ReasonString 1F Text, "
                    + "ReceiveMaximum 21 TwoBytes, TopicAliasMaximum 22 TwoBytes, TopicAlias 23 TwoBytes, MaximumQoS 24 Byte, "
                    + "RetainAvailable 25 Byte, UserProperty 26 Pair, MaximumPacketSize 27 FourBytes, "
                    + "WildcardSubscriptionAvailable 28 Byte, SubscriptionIdentifierAvailable 29 Byte, "
                    + "SharedSubscriptionAvailable 2A Byte"
            );

    private static string Table<T>()
        where T : struct, Enum =>
        string.Join(", ", Enum.GetValues<T>().Select(value => $"{value} {Convert.ToInt32(value):X}"));
}
