using System.Buffers;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Tests.Mqtt;

/// <summary>
/// Packets byte by byte: those of our own tables in docs/protocols/mqtt.md, and the examples of the OASIS standards. Every one is in
/// the shortest form, so that it is written as it is read.
/// </summary>
internal static class GoldenPackets
{
    /// <summary>The token in them.</summary>
    public const string Token = "0123456789abcdefghijklmnopqrs-_Z";

    private const string TokenHex =
        "30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70 71 72 73 2d 5f 5a";

    public static readonly GoldenPacket[] All =
    [
        new(
            "connect 3.1.1",
            MqttVersion.V311,
            "10 36 00 04 4d 51 54 54 04 c2 00 2d 00 00 00 06 64 65 76 69 63 65 00 20 " + TokenHex,
            Connect(MqttVersion.V311)
        ),
        new(
            "connect 5",
            MqttVersion.V5,
            "10 37 00 04 4d 51 54 54 05 c2 00 2d 00 00 00 00 06 64 65 76 69 63 65 00 20 " + TokenHex,
            Connect(MqttVersion.V5)
        ),
        // 3.1.1 figure 3.6: user name, password, will, QoS 1, clean session, keep-alive 10 s.
        new(
            "connect with a will",
            MqttVersion.V311,
            "10 1e 00 04 4d 51 54 54 04 ce 00 0a 00 02 69 64 00 03 77 2f 74 00 02 62 79 00 01 75 00 02 70 77",
            output =>
                new ConnectPacket
                {
                    Version = MqttVersion.V311,
                    ClientId = "id",
                    KeepAliveSeconds = 10,
                    UserName = "u",
                    Password = "pw"u8.ToArray(),
                    Will = new WillMessage("w/t", "by"u8.ToArray(), QualityOfService.AtLeastOnce),
                }.Write(output)
        ),
        // 5.0 figure 3-6: the same with a session expiry of 10 s.
        new(
            "connect 5 with properties",
            MqttVersion.V5,
            "10 25 00 04 4d 51 54 54 05 ce 00 0a 05 11 00 00 00 0a 00 02 69 64 00 00 03 77 2f 74 00 02 62 79 00 01 75 00 02 70 77",
            output =>
                new ConnectPacket
                {
                    Version = MqttVersion.V5,
                    ClientId = "id",
                    KeepAliveSeconds = 10,
                    UserName = "u",
                    Password = "pw"u8.ToArray(),
                    Will = new WillMessage("w/t", "by"u8.ToArray(), QualityOfService.AtLeastOnce),
                    Properties = Properties.Of(Property.Of(PropertyId.SessionExpiryInterval, 10)),
                }.Write(output)
        ),
        new("connack", MqttVersion.V311, "20 02 00 00", output => Answer(output, ReasonCode.Success)),
        new(
            "connack version",
            MqttVersion.V311,
            "20 02 00 01",
            output => Answer(output, ReasonCode.UnsupportedProtocolVersion)
        ),
        new(
            "connack id",
            MqttVersion.V311,
            "20 02 00 02",
            output => Answer(output, ReasonCode.ClientIdentifierNotValid)
        ),
        new("connack later", MqttVersion.V311, "20 02 00 03", output => Answer(output, ReasonCode.ServerUnavailable)),
        new(
            "connack bad token",
            MqttVersion.V311,
            "20 02 00 04",
            output => Answer(output, ReasonCode.BadUserNameOrPassword)
        ),
        new("connack not allowed", MqttVersion.V311, "20 02 00 05", output => Answer(output, ReasonCode.NotAuthorized)),
        new(
            "connack 5",
            MqttVersion.V5,
            "20 0c 00 00 09 25 00 27 00 00 80 05 2a 00",
            output =>
                new ConnAckPacket(
                    ReasonCode.Success,
                    Properties: Properties.Of(
                        Property.Of(PropertyId.RetainAvailable, 0),
                        Property.Of(PropertyId.MaximumPacketSize, 32_773),
                        Property.Of(PropertyId.SharedSubscriptionAvailable, 0)
                    )
                ).Write(output, MqttVersion.V5)
        ),
        new(
            "connack 5 bad token",
            MqttVersion.V5,
            "20 03 00 86 00",
            output => new ConnAckPacket(ReasonCode.BadUserNameOrPassword).Write(output, MqttVersion.V5)
        ),
        new(
            "subscribe",
            MqttVersion.V311,
            "82 0f 00 01 00 0a 64 6f 77 6e 6c 69 6e 6b 2f 23 00",
            output =>
                new SubscribePacket(1, [new SubscriptionWish("downlink/#", QualityOfService.AtMostOnce)]).Write(
                    output,
                    MqttVersion.V311
                )
        ),
        // 3.1.1 figure 3.23 and 5.0 figure 3-21: a/b with QoS 1, c/d with QoS 2, id 10.
        new(
            "subscribe to two",
            MqttVersion.V311,
            "82 0e 00 0a 00 03 61 2f 62 01 00 03 63 2f 64 02",
            output => Two.Write(output, MqttVersion.V311)
        ),
        new(
            "subscribe to two of 5",
            MqttVersion.V5,
            "82 0f 00 0a 00 00 03 61 2f 62 01 00 03 63 2f 64 02",
            output => Two.Write(output, MqttVersion.V5)
        ),
        new(
            "subscribe 5 with every option",
            MqttVersion.V5,
            "82 09 00 01 02 0b 07 00 01 61 2d",
            output =>
                new SubscribePacket(
                    1,
                    [
                        new SubscriptionWish(
                            "a",
                            QualityOfService.AtLeastOnce,
                            NoLocal: true,
                            RetainAsPublished: true,
                            RetainHandling: 2
                        ),
                    ],
                    Properties.Of(Property.Of(PropertyId.SubscriptionIdentifier, 7))
                ).Write(output, MqttVersion.V5)
        ),
        new(
            "suback",
            MqttVersion.V311,
            "90 03 00 01 00",
            output => Granted(output, MqttVersion.V311, ReasonCode.Success)
        ),
        new(
            "suback refused",
            MqttVersion.V311,
            "90 03 00 01 80",
            output => Granted(output, MqttVersion.V311, ReasonCode.UnspecifiedError)
        ),
        new(
            "suback 5 refused",
            MqttVersion.V5,
            "90 04 00 01 00 a2",
            output => Granted(output, MqttVersion.V5, ReasonCode.WildcardSubscriptionsNotSupported)
        ),
        // 3.1.1 figure 3.30.
        new(
            "unsubscribe",
            MqttVersion.V311,
            "a2 0c 00 0a 00 03 61 2f 62 00 03 63 2f 64",
            output => new UnsubscribePacket(10, ["a/b", "c/d"]).Write(output, MqttVersion.V311)
        ),
        new(
            "unsuback",
            MqttVersion.V311,
            "b0 02 00 0a",
            output => new SubAckPacket(PacketType.UnsubAck, 10, []).Write(output, MqttVersion.V311)
        ),
        new(
            "unsuback 5",
            MqttVersion.V5,
            "b0 04 00 0a 00 11",
            output =>
                new SubAckPacket(PacketType.UnsubAck, 10, [ReasonCode.NoSubscriptionExisted]).Write(
                    output,
                    MqttVersion.V5
                )
        ),
        new(
            "publish",
            MqttVersion.V311,
            "30 14 00 0e 64 73 2f 54 65 6d 70 65 72 61 74 75 72 65 32 31 2e 35",
            output => Publish(output, "ds/Temperature", "21.5")
        ),
        new(
            "publish two parts",
            MqttVersion.V311,
            "30 13 00 06 64 73 2f 50 6f 73 33 30 2e 35 32 00 35 30 2e 34 35",
            output => Publish(output, "ds/Pos", "30.52\050.45")
        ),
        new(
            "publish nothing",
            MqttVersion.V311,
            "30 16 00 14 64 73 2f 54 65 6d 70 65 72 61 74 75 72 65 2f 65 72 61 73 65",
            output => Publish(output, "ds/Temperature/erase", "")
        ),
        new(
            "publish get/ds",
            MqttVersion.V311,
            "30 1d 00 06 67 65 74 2f 64 73 50 6f 77 65 72 2c 53 65 74 20 54 65 6d 70 65 72 61 74 75 72 65",
            output => Publish(output, "get/ds", "Power,Set Temperature")
        ),
        new(
            "downlink",
            MqttVersion.V311,
            "30 14 00 11 64 6f 77 6e 6c 69 6e 6b 2f 64 73 2f 50 6f 77 65 72 31",
            output => Publish(output, "downlink/ds/Power", "1")
        ),
        new(
            "redirect",
            MqttVersion.V311,
            "30 2e 00 11 64 6f 77 6e 6c 69 6e 6b 2f 72 65 64 69 72 65 63 74 6d 71 74 74 73 3a 2f 2f 65 75 2e 65 78 61 6d 70 6c 65 2e 6e 65 74 3a 38 38 38 33",
            output => Publish(output, "downlink/redirect", "mqtts://eu.example.net:8883")
        ),
        new(
            "downlink ping",
            MqttVersion.V311,
            "32 11 00 0d 64 6f 77 6e 6c 69 6e 6b 2f 70 69 6e 67 00 0a",
            output =>
                PublishPacket.Write(output, MqttVersion.V311, "downlink/ping", "", QualityOfService.AtLeastOnce, 10)
        ),
        // 3.1.1 figure 3.11 and 5.0 figure 3-9: topic a/b, id 10.
        new(
            "publish 5",
            MqttVersion.V5,
            "32 08 00 03 61 2f 62 00 0a 00",
            output => PublishPacket.Write(output, MqttVersion.V5, "a/b", "", QualityOfService.AtLeastOnce, 10)
        ),
        new(
            "puback",
            MqttVersion.V311,
            "40 02 00 0a",
            output => new AckPacket(PacketType.PubAck, 10).Write(output, MqttVersion.V311)
        ),
        new(
            "puback 5",
            MqttVersion.V5,
            "40 02 00 0a",
            output => new AckPacket(PacketType.PubAck, 10).Write(output, MqttVersion.V5)
        ),
        new(
            "puback 5 refused",
            MqttVersion.V5,
            "40 03 00 0a 99",
            output =>
                new AckPacket(PacketType.PubAck, 10, ReasonCode.PayloadFormatInvalid).Write(output, MqttVersion.V5)
        ),
        new(
            "puback 5 in words",
            MqttVersion.V5,
            "40 09 00 0a 90 05 1f 00 02 6e 6f",
            output =>
                new AckPacket(
                    PacketType.PubAck,
                    10,
                    ReasonCode.TopicNameInvalid,
                    Properties.Of(Property.Of(PropertyId.ReasonString, "no"))
                ).Write(output, MqttVersion.V5)
        ),
        new(
            "pubrec",
            MqttVersion.V311,
            "50 02 00 0a",
            output => new AckPacket(PacketType.PubRec, 10).Write(output, MqttVersion.V311)
        ),
        new(
            "pubrel",
            MqttVersion.V311,
            "62 02 00 0a",
            output => new AckPacket(PacketType.PubRel, 10).Write(output, MqttVersion.V311)
        ),
        new(
            "pubcomp",
            MqttVersion.V311,
            "70 02 00 0a",
            output => new AckPacket(PacketType.PubComp, 10).Write(output, MqttVersion.V311)
        ),
        new("pingreq", MqttVersion.V311, "c0 00", PingPackets.WriteRequest),
        new("pingresp", MqttVersion.V311, "d0 00", PingPackets.WriteResponse),
        new("disconnect", MqttVersion.V311, "e0 00", output => End(output, MqttVersion.V311, ReasonCode.Success)),
        new("disconnect 5", MqttVersion.V5, "e0 00", output => End(output, MqttVersion.V5, ReasonCode.Success)),
        new(
            "taken over",
            MqttVersion.V5,
            "e0 01 8e",
            output => End(output, MqttVersion.V5, ReasonCode.SessionTakenOver)
        ),
        new(
            "auth",
            MqttVersion.V5,
            "f0 06 18 04 15 00 01 78",
            output =>
                new DisconnectPacket(
                    PacketType.Auth,
                    ReasonCode.ContinueAuthentication,
                    Properties.Of(Property.Of(PropertyId.AuthenticationMethod, "x"))
                ).Write(output, MqttVersion.V5)
        ),
    ];

    private static SubscribePacket Two =>
        new(
            10,
            [
                new SubscriptionWish("a/b", QualityOfService.AtLeastOnce),
                new SubscriptionWish("c/d", QualityOfService.ExactlyOnce),
            ]
        );

    private static Action<IBufferWriter<byte>> Connect(MqttVersion version) =>
        output =>
            new ConnectPacket
            {
                Version = version,
                KeepAliveSeconds = 45,
                UserName = "device",
                Password = System.Text.Encoding.UTF8.GetBytes(Token),
            }.Write(output);

    private static void Answer(IBufferWriter<byte> output, ReasonCode reason) =>
        new ConnAckPacket(reason).Write(output, MqttVersion.V311);

    private static void Granted(IBufferWriter<byte> output, MqttVersion version, ReasonCode reason) =>
        new SubAckPacket(PacketType.SubAck, 1, [reason]).Write(output, version);

    private static void Publish(IBufferWriter<byte> output, string topic, string payload) =>
        PublishPacket.Write(output, MqttVersion.V311, topic, payload, QualityOfService.AtMostOnce, 0);

    private static void End(IBufferWriter<byte> output, MqttVersion version, ReasonCode reason) =>
        new DisconnectPacket(PacketType.Disconnect, reason).Write(output, version);
}

/// <summary>One packet, its bytes and how we write it.</summary>
internal sealed record GoldenPacket(string Name, MqttVersion Version, string Hex, Action<IBufferWriter<byte>> Write)
{
    public byte[] Bytes => Convert.FromHexString(Hex.Replace(" ", "", StringComparison.Ordinal));
}
