using System.Buffers;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>DISCONNECT, and AUTH of 5.0, which has the same form.</summary>
/// <param name="Type"><see cref="PacketType.Disconnect"/> or <see cref="PacketType.Auth"/>.</param>
/// <param name="Reason">5.0; 3.1.1 knows the normal end alone.</param>
/// <param name="Properties">5.0.</param>
public readonly record struct DisconnectPacket(PacketType Type, ReasonCode Reason, Properties Properties = default)
{
    /// <summary>Reads it; false with what is wrong.</summary>
    public static bool TryRead(
        in Packet packet,
        MqttVersion version,
        out DisconnectPacket disconnect,
        out MqttViolation violation
    )
    {
        var fields = new FieldReader(packet.Body);
        var reason = ReasonCode.Success;
        var properties = default(Properties);
        if (packet.Type is PacketType.Auth && version is not MqttVersion.V5)
            fields.Fail(MqttViolation.Malformed("Packet type 15 is reserved in 3.1.1."));
        // A success without properties may leave both out (5.0 §3.14.2.1).
        if (version is MqttVersion.V5 && !fields.AtEnd)
        {
            reason = ReasonCodes.Read(ref fields, packet.Type);
            if (!fields.AtEnd)
                properties = fields.ReadProperties(version, (PropertyPlaces)(1 << (int)packet.Type));
        }

        fields.End(packet.Type);
        violation = fields.Violation.GetValueOrDefault();
        disconnect = fields.Failed ? default : new DisconnectPacket(packet.Type, reason, properties);
        return !fields.Failed;
    }

    /// <summary>One whole packet, as short as the version allows.</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        var hasProperties = version is MqttVersion.V5 && !Properties.Raw.IsEmpty;
        var hasReason = hasProperties || (version is MqttVersion.V5 && Reason is not ReasonCode.Success);
        var bodyBytes = (hasReason ? 1 : 0) + (hasProperties ? FieldWriter.PropertyBytes(version, Properties) : 0);
        FieldWriter.WriteHeader(output, Type, 0, bodyBytes);
        if (hasReason)
            FieldWriter.WriteByte(output, (byte)Reason);
        if (hasProperties)
            FieldWriter.WriteProperties(output, version, Properties);
    }
}
