using System.Buffers;
using System.Text;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>A message. Reading and writing allocate nothing; topic, payload and properties point into the packet's buffer.</summary>
public readonly record struct PublishPacket
{
    internal const byte QoSMask = 0b0110;
    private const byte DuplicateFlag = 0b1000;
    private const byte RetainFlag = 0b0001;

    /// <summary>UTF-8; empty only with a topic alias of 5.0.</summary>
    public ReadOnlySequence<byte> Topic { get; init; }

    /// <summary>Anything.</summary>
    public ReadOnlySequence<byte> Payload { get; init; }

    /// <summary>How surely it is to arrive.</summary>
    public QualityOfService QoS { get; init; }

    /// <summary>It may have been sent before.</summary>
    public bool Duplicate { get; init; }

    /// <summary>To be kept for later subscribers; this server keeps nothing.</summary>
    public bool Retain { get; init; }

    /// <summary>0 when <see cref="QoS"/> is 0.</summary>
    public ushort PacketId { get; init; }

    /// <summary>5.0.</summary>
    public Properties Properties { get; init; }

    /// <summary>Reads it; false with what is wrong.</summary>
    public static bool TryRead(
        in Packet packet,
        MqttVersion version,
        out PublishPacket publish,
        out MqttViolation violation
    )
    {
        var fields = new FieldReader(packet.Body);
        var qos = (QualityOfService)((packet.Flags & QoSMask) >> 1);
        var topic = fields.ReadText("topic");
        var packetId = qos > QualityOfService.AtMostOnce ? fields.ReadPacketId() : (ushort)0;
        var properties = fields.ReadProperties(version, PropertyPlaces.Publish);
        var payload = fields.ReadRest();
        if (!fields.Failed && Judge(packet.Flags, topic, properties) is { } wrong)
            fields.Fail(wrong);
        violation = fields.Violation.GetValueOrDefault();
        publish = fields.Failed
            ? default
            : new PublishPacket
            {
                Topic = topic,
                Payload = payload,
                QoS = qos,
                Duplicate = (packet.Flags & DuplicateFlag) != 0,
                Retain = (packet.Flags & RetainFlag) != 0,
                PacketId = packetId,
                Properties = properties,
            };
        return !fields.Failed;
    }

    /// <summary>One whole packet.</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        WriteHead(output, version, this, (int)Topic.Length, (int)Payload.Length);
        FieldWriter.WriteBinary(output, Topic);
        WriteMiddle(output, version, this);
        FieldWriter.WriteRaw(output, Payload);
    }

    /// <summary>One whole packet with a topic and payload of text, neither repeated nor retained.</summary>
    /// <param name="packetId">0 for QoS 0.</param>
    public static void Write(
        IBufferWriter<byte> output,
        MqttVersion version,
        string topic,
        string payload,
        QualityOfService qos,
        ushort packetId
    )
    {
        var payloadBytes = Encoding.UTF8.GetByteCount(payload);
        var head = new PublishPacket { QoS = qos, PacketId = packetId };
        WriteHead(output, version, head, Encoding.UTF8.GetByteCount(topic), payloadBytes);
        FieldWriter.WriteText(output, topic);
        WriteMiddle(output, version, head);
        Encoding.UTF8.GetBytes(payload, output.GetSpan(payloadBytes));
        output.Advance(payloadBytes);
    }

    /// <summary>Bytes of the whole packet without properties; what has to fit into a device's buffer.</summary>
    public static int Bytes(MqttVersion version, string topic, string payload, QualityOfService qos)
    {
        var head = new PublishPacket { QoS = qos };
        var body = BodyBytes(version, head, Encoding.UTF8.GetByteCount(topic), Encoding.UTF8.GetByteCount(payload));
        return 1 + FieldWriter.VariableIntegerBytes(body) + body;
    }

    private static MqttViolation? Judge(byte flags, in ReadOnlySequence<byte> topic, Properties properties)
    {
        if ((flags & DuplicateFlag) != 0 && (flags & QoSMask) == 0)
            return MqttViolation.Protocol("A PUBLISH of QoS 0 is marked as a duplicate.");
        if (topic.Length > MqttLimits.TopicBytesMax)
            return new MqttViolation(
                ReasonCode.TopicNameInvalid,
                $"The topic has {topic.Length} bytes; at most {MqttLimits.TopicBytesMax} are taken here."
            );
        if (topic.IsEmpty)
        {
            return properties.TryFind(PropertyId.TopicAlias, out _)
                ? null
                : MqttViolation.Protocol("A PUBLISH has no topic.");
        }

        return TopicRules.IsTopic(topic)
            ? null
            : new MqttViolation(ReasonCode.TopicNameInvalid, "A topic to publish to has no wildcards.");
    }

    private static int BodyBytes(MqttVersion version, in PublishPacket head, int topicBytes, int payloadBytes) =>
        sizeof(ushort)
        + topicBytes
        + (head.QoS > QualityOfService.AtMostOnce ? sizeof(ushort) : 0)
        + FieldWriter.PropertyBytes(version, head.Properties)
        + payloadBytes;

    private static void WriteHead(
        IBufferWriter<byte> output,
        MqttVersion version,
        in PublishPacket head,
        int topicBytes,
        int payloadBytes
    )
    {
        var needsId = head.QoS > QualityOfService.AtMostOnce;
        ArgumentOutOfRangeException.ThrowIfNotEqual(head.PacketId > 0, needsId, nameof(PacketId));
        var flags = ((int)head.QoS << 1) | (head.Duplicate ? DuplicateFlag : 0) | (head.Retain ? RetainFlag : 0);
        var bodyBytes = BodyBytes(version, head, topicBytes, payloadBytes);
        FieldWriter.WriteHeader(output, PacketType.Publish, flags, bodyBytes);
    }

    private static void WriteMiddle(IBufferWriter<byte> output, MqttVersion version, in PublishPacket head)
    {
        if (head.QoS > QualityOfService.AtMostOnce)
            FieldWriter.WriteUInt16(output, head.PacketId);
        FieldWriter.WriteProperties(output, version, head.Properties);
    }
}
