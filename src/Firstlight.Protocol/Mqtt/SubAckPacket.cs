using System.Buffers;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>The answer to a SUBSCRIBE or an UNSUBSCRIBE.</summary>
/// <param name="Type"><see cref="PacketType.SubAck"/> or <see cref="PacketType.UnsubAck"/>.</param>
/// <param name="PacketId">Whose request.</param>
/// <param name="Reasons">
/// One for each filter, in order. 3.1.1 says every failure as 0x80, and its UNSUBACK says nothing at all.
/// </param>
/// <param name="Properties">5.0.</param>
public sealed record SubAckPacket(
    PacketType Type,
    ushort PacketId,
    IReadOnlyList<ReasonCode> Reasons,
    Properties Properties = default
)
{
    /// <summary>Reads it; false with what is wrong.</summary>
    public static bool TryRead(
        in Packet packet,
        MqttVersion version,
        out SubAckPacket? ack,
        out MqttViolation violation
    )
    {
        var fields = new FieldReader(packet.Body);
        var packetId = fields.ReadPacketId();
        var properties = fields.ReadProperties(version, (PropertyPlaces)(1 << (int)packet.Type));
        var reasons = new List<ReasonCode>(1);
        if (SaysReasons(packet.Type, version))
        {
            while (!fields.AtEnd && SubscribePacket.CountFits(ref fields, reasons.Count))
                reasons.Add(ReasonCodes.Read(ref fields, packet.Type));
            if (reasons.Count == 0)
                fields.Fail(MqttViolation.Protocol($"A {packet.Type} says nothing."));
        }

        fields.End(packet.Type);
        violation = fields.Violation.GetValueOrDefault();
        ack = fields.Failed ? null : new SubAckPacket(packet.Type, packetId, reasons, properties);
        return ack is not null;
    }

    /// <summary>One whole packet.</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        ArgumentOutOfRangeException.ThrowIfZero(PacketId);
        var says = SaysReasons(Type, version);
        var bodyBytes = sizeof(ushort) + FieldWriter.PropertyBytes(version, Properties) + (says ? Reasons.Count : 0);
        FieldWriter.WriteHeader(output, Type, 0, bodyBytes);
        FieldWriter.WriteUInt16(output, PacketId);
        FieldWriter.WriteProperties(output, version, Properties);
        if (!says)
            return;
        foreach (var reason in Reasons)
        {
            var failed = reason >= ReasonCode.UnspecifiedError && version is MqttVersion.V311;
            FieldWriter.WriteByte(output, (byte)(failed ? ReasonCode.UnspecifiedError : reason));
        }
    }

    private static bool SaysReasons(PacketType type, MqttVersion version) =>
        type is PacketType.SubAck || version is MqttVersion.V5;
}
