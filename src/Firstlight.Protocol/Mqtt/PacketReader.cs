using System.Buffers;

namespace Firstlight.Protocol.Mqtt;

/// <summary>Bytes to packets. Three outcomes: a packet, "need more", or a violation. Nothing is copied or allocated.</summary>
public static class PacketReader
{
    /// <summary>Takes the first packet off <paramref name="input"/>.</summary>
    /// <param name="input">What has arrived. After <see cref="ReadOutcome.Packet"/> it begins behind the packet; otherwise it is unchanged.</param>
    /// <param name="bodyBytesMax">The longest body taken. Checked on the header alone, before anything is kept.</param>
    /// <param name="packet">The packet; its body is a slice of <paramref name="input"/>.</param>
    /// <param name="violation">What is wrong with the bytes.</param>
    public static ReadOutcome Read(
        ref ReadOnlySequence<byte> input,
        int bodyBytesMax,
        out Packet packet,
        out MqttViolation violation
    )
    {
        packet = default;
        violation = default;
        if (input.IsEmpty)
            return ReadOutcome.More;

        scoped var header = input.FirstSpan;
        if (header.Length < MqttLimits.FixedHeaderBytesMax && !input.IsSingleSegment)
        {
            Span<byte> gathered = stackalloc byte[(int)Math.Min(input.Length, MqttLimits.FixedHeaderBytesMax)];
            input.Slice(0, gathered.Length).CopyTo(gathered);
            header = gathered;
        }

        var type = (PacketType)(header[0] >> 4);
        var flags = (byte)(header[0] & 0x0F);
        if (Judge(type, flags) is { } wrong)
            return Fail(wrong, out violation);
        if (!TryReadLength(header[1..], out var length, out var lengthBytes))
        {
            return header.Length <= MqttLimits.LengthBytesMax
                ? ReadOutcome.More
                : Fail(MqttViolation.Malformed("The remaining length has more than 4 bytes."), out violation);
        }

        if (length > bodyBytesMax)
            return Fail(TooLong(type, length, bodyBytesMax), out violation);
        var start = 1 + lengthBytes;
        if (input.Length < start + length)
            return ReadOutcome.More;
        packet = new Packet(type, flags, input.Slice(start, length));
        input = input.Slice(start + length);
        return ReadOutcome.Packet;
    }

    /// <summary>The flags are fixed for each type but PUBLISH (3.1.1 and 5.0, section 2).</summary>
    private static MqttViolation? Judge(PacketType type, byte flags)
    {
        if (!Enum.IsDefined(type))
            return MqttViolation.Malformed("Packet type 0 is reserved.");
        if (type is PacketType.Publish)
        {
            return (flags & PublishPacket.QoSMask) == PublishPacket.QoSMask
                ? MqttViolation.Malformed("A PUBLISH has both bits of its QoS set.")
                : null;
        }

        var due = type is PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe ? 0b0010 : 0;
        return flags == due ? null : MqttViolation.Malformed($"Flags {flags} are illegal in packet type {type}.");
    }

    private static bool TryReadLength(ReadOnlySpan<byte> bytes, out int length, out int lengthBytes)
    {
        length = 0;
        for (lengthBytes = 1; lengthBytes <= Math.Min(bytes.Length, MqttLimits.LengthBytesMax); lengthBytes++)
        {
            var part = bytes[lengthBytes - 1];
            length |= (part & 0x7F) << (7 * (lengthBytes - 1));
            if ((part & 0x80) == 0)
                return true;
        }

        return false;
    }

    private static ReadOutcome Fail(MqttViolation wrong, out MqttViolation violation)
    {
        violation = wrong;
        return ReadOutcome.Violation;
    }

    private static MqttViolation TooLong(PacketType type, int length, int max) =>
        MqttViolation.TooLarge($"A {type} of {length} bytes was announced; at most {max} are taken here.");
}
