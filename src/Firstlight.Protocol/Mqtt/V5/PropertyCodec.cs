using System.Buffers;

namespace Firstlight.Protocol.Mqtt.V5;

/// <summary>One property from and to bytes.</summary>
internal static class PropertyCodec
{
    public static Property Read(ref FieldReader fields)
    {
        var number = fields.ReadVariableInteger("property id");
        if (fields.Failed)
            return default;
        var id = (PropertyId)Math.Min(number, byte.MaxValue);
        switch (PropertyRules.Of(id).Kind)
        {
            case PropertyKind.Byte:
                return Property.Of(id, fields.ReadByte("property"));
            case PropertyKind.TwoBytes:
                return Property.Of(id, fields.ReadUInt16("property"));
            case PropertyKind.FourBytes:
                return Property.Of(id, fields.ReadUInt32("property"));
            case PropertyKind.VariableInteger:
                return Property.Of(id, (uint)fields.ReadVariableInteger("property"));
            case PropertyKind.Text:
                return new Property(id, 0, fields.ReadText("property"), default);
            case PropertyKind.Binary:
                return new Property(id, 0, fields.ReadBinary("property"), default);
            case PropertyKind.Pair:
                var name = fields.ReadText("user property's name");
                return new Property(id, 0, fields.ReadText("user property's value"), name);
            default:
                fields.Fail(MqttViolation.Malformed($"There is no property {number}."));
                return default;
        }
    }

    public static void Write(IBufferWriter<byte> output, in Property property)
    {
        FieldWriter.WriteByte(output, (byte)property.Id);
        switch (PropertyRules.Of(property.Id).Kind)
        {
            case PropertyKind.Byte:
                FieldWriter.WriteByte(output, checked((byte)property.Number));
                break;
            case PropertyKind.TwoBytes:
                FieldWriter.WriteUInt16(output, checked((ushort)property.Number));
                break;
            case PropertyKind.FourBytes:
                FieldWriter.WriteUInt32(output, property.Number);
                break;
            case PropertyKind.VariableInteger:
                FieldWriter.WriteVariableInteger(output, (int)property.Number);
                break;
            case PropertyKind.Text or PropertyKind.Binary:
                FieldWriter.WriteBinary(output, property.Bytes);
                break;
            case PropertyKind.Pair:
                FieldWriter.WriteBinary(output, property.Name);
                FieldWriter.WriteBinary(output, property.Bytes);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(property), property.Id, "There is no such property.");
        }
    }
}
