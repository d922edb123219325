using System.Buffers.Binary;
using System.Text;

namespace Firstlight.Edgent.Linux;

/// <summary>Makes bytes of values, by their signature, little-endian. Alignment counts from the first byte.</summary>
internal sealed class BusWriter
{
    private byte[] _bytes = new byte[256];
    private int _at;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _at);

    /// <summary>All values of a signature.</summary>
    /// <exception cref="InvalidCastException">A value is not of its type.</exception>
    public void WriteAll(string signature, IReadOnlyList<object> values)
    {
        Signatures.Check(signature);
        var index = 0;
        for (var at = 0; at < signature.Length; )
            WriteType(signature, ref at, values[index++]);
    }

    public void Align(int multiple)
    {
        while (_at % multiple != 0)
            Take(1)[0] = 0;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private void WriteType(ReadOnlySpan<char> signature, ref int at, object value)
    {
        var type = signature[at++];
        Align(Signatures.AlignmentOf(type));
        switch (type)
        {
            case 'y':
                Take(1)[0] = (byte)value;
                break;
            case 'b':
                WriteUInt32((bool)value ? 1u : 0u);
                break;
            case 'n':
                BinaryPrimitives.WriteInt16LittleEndian(Take(2), (short)value);
                break;
            case 'q':
                BinaryPrimitives.WriteUInt16LittleEndian(Take(2), (ushort)value);
                break;
            case 'i':
                BinaryPrimitives.WriteInt32LittleEndian(Take(4), (int)value);
                break;
            case 'u':
                WriteUInt32((uint)value);
                break;
            case 'h':
                WriteUInt32(((UnixFd)value).Index);
                break;
            case 'x':
                BinaryPrimitives.WriteInt64LittleEndian(Take(8), (long)value);
                break;
            case 't':
                BinaryPrimitives.WriteUInt64LittleEndian(Take(8), (ulong)value);
                break;
            case 'd':
                BinaryPrimitives.WriteDoubleLittleEndian(Take(8), (double)value);
                break;
            case 's':
                WriteText((string)value);
                break;
            case 'o':
                WriteText(((ObjectPath)value).Text);
                break;
            case 'g':
                WriteSignature(((BusSignature)value).Text);
                break;
            case 'v':
                WriteVariant((Variant)value);
                break;
            case 'a':
                WriteArray(signature, ref at, value);
                break;
            default:
                foreach (var field in ((BusStruct)value).Fields)
                    WriteType(signature, ref at, field);
                at++;
                break;
        }
    }

    private void WriteArray(ReadOnlySpan<char> signature, ref int at, object value)
    {
        var lengthAt = _at;
        WriteUInt32(0);
        var element = at;
        Align(Signatures.AlignmentOf(signature[element]));
        var begin = _at;
        switch (value)
        {
            case byte[] bytes when signature[element] == 'y':
                WriteBytes(bytes);
                break;
            case Dictionary<object, object> entries when signature[element] == '{':
                foreach (var (key, held) in entries)
                {
                    Align(8);
                    var inner = element + 1;
                    WriteType(signature, ref inner, key);
                    WriteType(signature, ref inner, held);
                }

                break;
            default:
                foreach (var item in (object[])value)
                {
                    var inner = element;
                    WriteType(signature, ref inner, item);
                }

                break;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(lengthAt), (uint)(_at - begin));
        at = Signatures.EndOfArrayElement(signature, element);
    }

    private void WriteVariant(Variant variant)
    {
        Signatures.CheckSingle(variant.Signature);
        WriteSignature(variant.Signature);
        var at = 0;
        WriteType(variant.Signature, ref at, variant.Value);
    }

    private void WriteText(string text)
    {
        WriteUInt32((uint)Encoding.UTF8.GetByteCount(text));
        WriteBytes(Encoding.UTF8.GetBytes(text));
        Take(1)[0] = 0;
    }

    private void WriteSignature(string text)
    {
        Take(1)[0] = (byte)text.Length;
        WriteBytes(Encoding.ASCII.GetBytes(text));
        Take(1)[0] = 0;
    }

    private void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    private Span<byte> Take(int length)
    {
        if (_bytes.Length - _at < length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _at + length));
        var taken = _bytes.AsSpan(_at, length);
        _at += length;
        return taken;
    }
}
