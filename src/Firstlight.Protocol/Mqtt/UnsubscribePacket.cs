using System.Buffers;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>A client wants messages of some filters no more.</summary>
/// <param name="PacketId">Its id.</param>
/// <param name="Filters">One or more, as sent.</param>
/// <param name="Properties">5.0.</param>
public sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters, Properties Properties = default)
{
    /// <summary>Reads it; false with what is wrong.</summary>
    public static bool TryRead(
        in Packet packet,
        MqttVersion version,
        out UnsubscribePacket? unsubscribe,
        out MqttViolation violation
    )
    {
        var fields = new FieldReader(packet.Body);
        var packetId = fields.ReadPacketId();
        var properties = fields.ReadProperties(version, PropertyPlaces.Unsubscribe);
        var filters = new List<string>(1);
        while (!fields.AtEnd && SubscribePacket.CountFits(ref fields, filters.Count))
            filters.Add(SubscribePacket.ReadFilter(ref fields));
        if (filters.Count == 0)
            fields.Fail(MqttViolation.Protocol("An UNSUBSCRIBE names no filter."));
        violation = fields.Violation.GetValueOrDefault();
        unsubscribe = fields.Failed ? null : new UnsubscribePacket(packetId, filters, properties);
        return unsubscribe is not null;
    }

    /// <summary>One whole packet.</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        ArgumentOutOfRangeException.ThrowIfZero(PacketId);
        var bodyBytes = sizeof(ushort) + FieldWriter.PropertyBytes(version, Properties);
        foreach (var filter in Filters)
            bodyBytes += FieldWriter.TextBytes(filter);
        FieldWriter.WriteHeader(output, PacketType.Unsubscribe, 0b0010, bodyBytes);
        FieldWriter.WriteUInt16(output, PacketId);
        FieldWriter.WriteProperties(output, version, Properties);
        foreach (var filter in Filters)
            FieldWriter.WriteText(output, filter);
    }
}
