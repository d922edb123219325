using System.Buffers;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>One wish of a SUBSCRIBE.</summary>
/// <param name="Filter">As sent; whether it is a legal filter is judged by <see cref="TopicRules"/>, and answered for this wish alone.</param>
/// <param name="QoS">At most this.</param>
/// <param name="NoLocal">5.0: not what this client published itself.</param>
/// <param name="RetainAsPublished">5.0.</param>
/// <param name="RetainHandling">5.0: 0 to 2.</param>
public readonly record struct SubscriptionWish(
    string Filter,
    QualityOfService QoS,
    bool NoLocal = false,
    bool RetainAsPublished = false,
    byte RetainHandling = 0
)
{
    private const int NoLocalFlag = 0b0100;
    private const int RetainAsPublishedFlag = 0b1000;

    internal byte Options =>
        (byte)(
            (int)QoS
            | (NoLocal ? NoLocalFlag : 0)
            | (RetainAsPublished ? RetainAsPublishedFlag : 0)
            | (RetainHandling << 4)
        );

    internal static SubscriptionWish Read(ref FieldReader fields, MqttVersion version)
    {
        var filter = SubscribePacket.ReadFilter(ref fields);
        var options = fields.ReadByte("subscription options");
        var qos = options & 0b0011;
        var retainHandling = (options >> 4) & 0b0011;
        var reserved = version is MqttVersion.V5 ? options & 0b1100_0000 : options & 0b1111_1100;
        if (reserved != 0)
            fields.Fail(MqttViolation.Malformed("Reserved bits of the subscription options are set."));
        if (qos > (int)QualityOfService.ExactlyOnce || retainHandling > 2)
            fields.Fail(MqttViolation.Protocol("The subscription options have a QoS or retain handling of 3."));
        return new SubscriptionWish(
            filter,
            (QualityOfService)qos,
            (options & NoLocalFlag) != 0,
            (options & RetainAsPublishedFlag) != 0,
            (byte)retainHandling
        );
    }
}

/// <summary>A client asks for messages of some topics.</summary>
/// <param name="PacketId">Its id.</param>
/// <param name="Wishes">One or more.</param>
/// <param name="Properties">5.0.</param>
public sealed record SubscribePacket(
    ushort PacketId,
    IReadOnlyList<SubscriptionWish> Wishes,
    Properties Properties = default
)
{
    /// <summary>Reads it; false with what is wrong.</summary>
    public static bool TryRead(
        in Packet packet,
        MqttVersion version,
        out SubscribePacket? subscribe,
        out MqttViolation violation
    )
    {
        var fields = new FieldReader(packet.Body);
        var packetId = fields.ReadPacketId();
        var properties = fields.ReadProperties(version, PropertyPlaces.Subscribe);
        var wishes = new List<SubscriptionWish>(1);
        while (!fields.AtEnd && CountFits(ref fields, wishes.Count))
            wishes.Add(SubscriptionWish.Read(ref fields, version));
        if (wishes.Count == 0)
            fields.Fail(MqttViolation.Protocol("A SUBSCRIBE names no filter."));
        violation = fields.Violation.GetValueOrDefault();
        subscribe = fields.Failed ? null : new SubscribePacket(packetId, wishes, properties);
        return subscribe is not null;
    }

    /// <summary>One whole packet.</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        ArgumentOutOfRangeException.ThrowIfZero(PacketId);
        var bodyBytes = sizeof(ushort) + FieldWriter.PropertyBytes(version, Properties);
        foreach (var wish in Wishes)
            bodyBytes += FieldWriter.TextBytes(wish.Filter) + 1;
        FieldWriter.WriteHeader(output, PacketType.Subscribe, 0b0010, bodyBytes);
        FieldWriter.WriteUInt16(output, PacketId);
        FieldWriter.WriteProperties(output, version, Properties);
        foreach (var wish in Wishes)
        {
            FieldWriter.WriteText(output, wish.Filter);
            FieldWriter.WriteByte(output, wish.Options);
        }
    }

    internal static string ReadFilter(ref FieldReader fields)
    {
        var filter = fields.ReadText("topic filter");
        if (filter.Length > MqttLimits.TopicBytesMax)
            fields.Fail(MqttViolation.TooLarge($"A filter has at most {MqttLimits.TopicBytesMax} bytes here."));
        return fields.Failed ? "" : MqttText.Decode(filter);
    }

    internal static bool CountFits(ref FieldReader fields, int count)
    {
        if (count < MqttLimits.FiltersMax)
            return true;
        fields.Fail(MqttViolation.TooLarge($"A packet names at most {MqttLimits.FiltersMax} filters here."));
        return false;
    }
}
