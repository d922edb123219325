using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>Fields to bytes.</summary>
internal static class FieldWriter
{
    /// <summary>Type, flags and remaining length.</summary>
    public static void WriteHeader(IBufferWriter<byte> output, PacketType type, int flags, int bodyBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bodyBytes, MqttLimits.VariableIntegerMax);
        WriteByte(output, (byte)(((int)type << 4) | flags));
        WriteVariableInteger(output, bodyBytes);
    }

    public static void WriteByte(IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public static void WriteUInt16(IBufferWriter<byte> output, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(sizeof(ushort)), value);
        output.Advance(sizeof(ushort));
    }

    public static void WriteUInt32(IBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(sizeof(uint)), value);
        output.Advance(sizeof(uint));
    }

    public static void WriteVariableInteger(IBufferWriter<byte> output, int value)
    {
        var span = output.GetSpan(MqttLimits.LengthBytesMax);
        var count = 0;
        do
        {
            var part = (byte)(value & 0x7F);
            value >>= 7;
            span[count++] = value > 0 ? (byte)(part | 0x80) : part;
        } while (value > 0);

        output.Advance(count);
    }

    public static int VariableIntegerBytes(int value) =>
        value switch
        {
            < 1 << 7 => 1,
            < 1 << 14 => 2,
            < 1 << 21 => 3,
            _ => 4,
        };

    public static int TextBytes(string text) => sizeof(ushort) + Encoding.UTF8.GetByteCount(text);

    public static void WriteText(IBufferWriter<byte> output, string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, ushort.MaxValue, nameof(text));
        WriteUInt16(output, (ushort)bytes);
        Encoding.UTF8.GetBytes(text, output.GetSpan(bytes));
        output.Advance(bytes);
    }

    public static void WriteBinary(IBufferWriter<byte> output, in ReadOnlySequence<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, ushort.MaxValue, nameof(bytes));
        WriteUInt16(output, (ushort)bytes.Length);
        WriteRaw(output, bytes);
    }

    public static void WriteRaw(IBufferWriter<byte> output, in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
            output.Write(segment.Span);
    }

    /// <summary>Properties with their length in front, as every packet of 5.0 has them; nothing in 3.1.1.</summary>
    public static void WriteProperties(IBufferWriter<byte> output, MqttVersion version, Properties properties)
    {
        if (version is not MqttVersion.V5)
            return;
        WriteVariableInteger(output, (int)properties.Raw.Length);
        WriteRaw(output, properties.Raw);
    }

    public static int PropertyBytes(MqttVersion version, Properties properties) =>
        version is MqttVersion.V5 ? VariableIntegerBytes((int)properties.Raw.Length) + (int)properties.Raw.Length : 0;
}
