using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>
/// Fields of one whole packet, front to back. The first thing that is wrong is kept, and everything behind it reads as
/// nothing, so that a packet is read without a question after each field.
/// </summary>
internal ref struct FieldReader(ReadOnlySequence<byte> body)
{
    private SequenceReader<byte> _reader = new(body);

    public MqttViolation? Violation { get; private set; }

    [MemberNotNullWhen(true, nameof(Violation))]
    public readonly bool Failed => Violation is not null;

    public readonly bool AtEnd => Failed || _reader.End;

    public readonly long Left => _reader.Remaining;

    public void Fail(MqttViolation violation) => Violation ??= violation;

    public byte ReadByte(string field)
    {
        if (Failed)
            return 0;
        if (_reader.TryRead(out var value))
            return value;
        Missing(field);
        return 0;
    }

    public ushort ReadUInt16(string field) => (ushort)((ReadByte(field) << 8) | ReadByte(field));

    public uint ReadUInt32(string field) => ((uint)ReadUInt16(field) << 16) | ReadUInt16(field);

    /// <summary>A packet id, which is never 0.</summary>
    public ushort ReadPacketId()
    {
        var id = ReadUInt16("packet id");
        if (id == 0)
            Fail(MqttViolation.Protocol("Packet id 0 is illegal."));
        return id;
    }

    /// <summary>One to four bytes of seven bits, as few as the number needs.</summary>
    public int ReadVariableInteger(string field)
    {
        var number = 0;
        for (var index = 0; index < MqttLimits.LengthBytesMax; index++)
        {
            var part = ReadByte(field);
            number |= (part & 0x7F) << (7 * index);
            if ((part & 0x80) != 0)
                continue;
            if (part == 0 && index > 0)
                Fail(MqttViolation.Malformed($"The {field} is written with more bytes than it needs."));
            return number;
        }

        Fail(MqttViolation.Malformed($"The {field} has more than 4 bytes."));
        return 0;
    }

    /// <summary>Bytes with their length in front.</summary>
    public ReadOnlySequence<byte> ReadBinary(string field) => ReadExactly(ReadUInt16(field), field);

    /// <summary>Legal text with its length in front.</summary>
    public ReadOnlySequence<byte> ReadText(string field)
    {
        var bytes = ReadBinary(field);
        if (!Failed && !MqttText.IsLegal(bytes))
            Fail(MqttViolation.Malformed($"The {field} is not UTF-8, or holds a null character or a surrogate."));
        return bytes;
    }

    public ReadOnlySequence<byte> ReadExactly(long count, string field)
    {
        if (!Failed && count <= _reader.Remaining && _reader.TryReadExact((int)count, out var bytes))
            return bytes;
        Missing(field);
        return default;
    }

    /// <summary>Everything that is left.</summary>
    public ReadOnlySequence<byte> ReadRest() => Failed ? default : ReadExactly(_reader.Remaining, "payload");

    /// <summary>The properties of 5.0, each of them looked at; none in 3.1.1.</summary>
    public Properties ReadProperties(MqttVersion version, PropertyPlaces place)
    {
        if (version is not MqttVersion.V5)
            return default;
        var raw = ReadExactly(ReadVariableInteger("property length"), "properties");
        if (!Failed && PropertyRules.Check(raw, place) is { } wrong)
            Fail(wrong);
        return Failed ? default : new Properties(raw);
    }

    /// <summary>Fails when bytes are left.</summary>
    public void End(PacketType type)
    {
        if (!AtEnd)
            Fail(MqttViolation.Malformed($"{_reader.Remaining} bytes follow the end of a {type}."));
    }

    private void Missing(string field) =>
        Fail(MqttViolation.Malformed($"The packet ends before the end of its {field}."));
}
