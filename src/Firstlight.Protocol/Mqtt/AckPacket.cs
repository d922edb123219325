using System.Buffers;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP: one form for four packets.</summary>
/// <param name="Type">Which of them.</param>
/// <param name="PacketId">Whose message.</param>
/// <param name="Reason">5.0; 3.1.1 knows success alone.</param>
/// <param name="Properties">5.0.</param>
public readonly record struct AckPacket(
    PacketType Type,
    ushort PacketId,
    ReasonCode Reason = ReasonCode.Success,
    Properties Properties = default
)
{
    /// <summary>Reads it; false with what is wrong.</summary>
    public static bool TryRead(in Packet packet, MqttVersion version, out AckPacket ack, out MqttViolation violation)
    {
        var fields = new FieldReader(packet.Body);
        var packetId = fields.ReadPacketId();
        var reason = ReasonCode.Success;
        var properties = default(Properties);
        // A success without properties may leave both out (5.0 §3.4.2.1).
        if (version is MqttVersion.V5 && !fields.AtEnd)
        {
            reason = ReasonCodes.Read(ref fields, packet.Type);
            if (!fields.AtEnd)
                properties = fields.ReadProperties(version, (PropertyPlaces)(1 << (int)packet.Type));
        }

        fields.End(packet.Type);
        violation = fields.Violation.GetValueOrDefault();
        ack = fields.Failed ? default : new AckPacket(packet.Type, packetId, reason, properties);
        return !fields.Failed;
    }

    /// <summary>One whole packet, as short as the version allows.</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        ArgumentOutOfRangeException.ThrowIfZero(PacketId);
        var hasProperties = version is MqttVersion.V5 && !Properties.Raw.IsEmpty;
        var hasReason = hasProperties || (version is MqttVersion.V5 && Reason is not ReasonCode.Success);
        var bodyBytes =
            sizeof(ushort) + (hasReason ? 1 : 0) + (hasProperties ? FieldWriter.PropertyBytes(version, Properties) : 0);
        FieldWriter.WriteHeader(output, Type, Type is PacketType.PubRel ? 0b0010 : 0, bodyBytes);
        FieldWriter.WriteUInt16(output, PacketId);
        if (hasReason)
            FieldWriter.WriteByte(output, (byte)Reason);
        if (hasProperties)
            FieldWriter.WriteProperties(output, version, Properties);
    }
}
