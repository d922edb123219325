using System.Buffers;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>Bytes of a CONNECT to what they mean (3.1.1 and 5.0, §3.1).</summary>
internal static class ConnectReader
{
    public const string ProtocolName = "MQTT";
    private const string OldProtocolName = "MQIsdp";

    public static ConnectPacket? TryRead(in Packet packet, out MqttViolation violation)
    {
        var fields = new FieldReader(packet.Body);
        var level = ReadLevel(ref fields);
        if (!fields.Failed && level is not ((byte)MqttVersion.V311 or (byte)MqttVersion.V5))
            fields.Fail(
                new MqttViolation(
                    ReasonCode.UnsupportedProtocolVersion,
                    $"Protocol level {level} is not spoken here; 4 (3.1.1) and 5 (5.0) are."
                )
            );
        var connect = Read(ref fields, (MqttVersion)level);
        violation = fields.Violation.GetValueOrDefault();
        return fields.Failed ? null : connect;
    }

    public static byte ReadLevel(ref FieldReader fields)
    {
        var name = fields.ReadText("protocol name");
        var level = fields.ReadByte("protocol level");
        if (fields.Failed)
            return 0;
        var text = name.Length <= OldProtocolName.Length ? MqttText.Decode(name) : "";
        if (text is not (ProtocolName or OldProtocolName))
            fields.Fail(new MqttViolation(ReasonCode.UnsupportedProtocolVersion, "The protocol name is not MQTT."));
        // 3.1 is the only one with the old name, whatever level stands behind it.
        return text == OldProtocolName ? Math.Min(level, (byte)3) : level;
    }

    private static ConnectPacket? Read(ref FieldReader fields, MqttVersion version)
    {
        var flags = fields.ReadByte("connect flags");
        JudgeFlags(ref fields, flags, version);
        var keepAlive = fields.ReadUInt16("keep-alive");
        var properties = Copy(fields.ReadProperties(version, PropertyPlaces.Connect));
        var clientId = fields.ReadText("client id");
        var will = (flags & ConnectPacket.WillFlag) != 0 ? ReadWill(ref fields, flags, version) : null;
        var userName = (flags & ConnectPacket.UserNameFlag) != 0 ? fields.ReadText("user name") : default;
        var password = (flags & ConnectPacket.PasswordFlag) != 0 ? fields.ReadBinary("password") : default;
        fields.End(PacketType.Connect);
        if (fields.Failed)
            return null;
        return new ConnectPacket
        {
            Version = version,
            ClientId = MqttText.Decode(clientId),
            CleanStart = (flags & ConnectPacket.CleanStartFlag) != 0,
            KeepAliveSeconds = keepAlive,
            UserName = (flags & ConnectPacket.UserNameFlag) != 0 ? MqttText.Decode(userName) : null,
            Password = (flags & ConnectPacket.PasswordFlag) != 0 ? password.ToArray() : null,
            Will = will,
            Properties = properties,
        };
    }

    private static void JudgeFlags(ref FieldReader fields, int flags, MqttVersion version)
    {
        var willQoS = (flags >> ConnectPacket.WillQoSShift) & 0b11;
        if ((flags & 1) != 0)
            fields.Fail(MqttViolation.Malformed("The reserved connect flag is set."));
        if (willQoS > (int)QualityOfService.ExactlyOnce)
            fields.Fail(MqttViolation.Malformed("The will has a QoS of 3."));
        if ((flags & ConnectPacket.WillFlag) == 0 && (willQoS != 0 || (flags & ConnectPacket.WillRetainFlag) != 0))
            fields.Fail(MqttViolation.Malformed("There is no will, yet it has a QoS or is retained."));
        if (
            version is MqttVersion.V311
            && (flags & ConnectPacket.PasswordFlag) != 0
            && (flags & ConnectPacket.UserNameFlag) == 0
        )
            fields.Fail(MqttViolation.Malformed("There is a password without a user name."));
    }

    private static WillMessage? ReadWill(ref FieldReader fields, int flags, MqttVersion version)
    {
        var properties = Copy(fields.ReadProperties(version, PropertyPlaces.Will));
        var topic = fields.ReadText("will topic");
        var payload = fields.ReadBinary("will payload");
        if (!fields.Failed && (topic.Length > MqttLimits.TopicBytesMax || !TopicRules.IsTopic(topic)))
            fields.Fail(
                new MqttViolation(ReasonCode.TopicNameInvalid, "The will's topic is empty, too long or a filter.")
            );
        if (fields.Failed)
            return null;
        var qos = (QualityOfService)((flags >> ConnectPacket.WillQoSShift) & 0b11);
        var retain = (flags & ConnectPacket.WillRetainFlag) != 0;
        return new WillMessage(MqttText.Decode(topic), payload.ToArray(), qos, retain, properties);
    }

    private static Properties Copy(Properties properties) =>
        properties.Raw.IsEmpty ? default : new Properties(new ReadOnlySequence<byte>(properties.Raw.ToArray()));
}
