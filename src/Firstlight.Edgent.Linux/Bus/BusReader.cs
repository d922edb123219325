using System.Buffers.Binary;
using System.Text;

namespace Firstlight.Edgent.Linux;

/// <summary>Takes values from bytes, by their signature, in either byte order. Alignment counts from the first byte.</summary>
internal ref struct BusReader(ReadOnlySpan<byte> bytes, bool bigEndian)
{
    private const int DepthMax = 64;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How far it has read.</summary>
    public int At { get; private set; }

    /// <summary>All values of a signature.</summary>
    /// <exception cref="BusFormatException">The bytes are not of that signature.</exception>
    public object[] ReadAll(string signature)
    {
        Signatures.Check(signature);
        var values = new List<object>();
        for (var at = 0; at < signature.Length; )
            values.Add(ReadType(signature, ref at, 0));
        return [.. values];
    }

    /// <summary>Zeroes up to the next multiple.</summary>
    public void Align(int multiple)
    {
        while (At % multiple != 0)
        {
            if (Take(1)[0] != 0)
                throw new BusFormatException("Padding is not zero.");
        }
    }

    private object ReadType(ReadOnlySpan<char> signature, ref int at, int depth)
    {
        if (depth > DepthMax)
            throw new BusFormatException("Values nest too deep.");
        var type = signature[at++];
        Align(Signatures.AlignmentOf(type));
        switch (type)
        {
            case 'y':
                return Take(1)[0];
            case 'b':
                return ReadBoolean();
            case 'n':
                return (short)ReadUInt16();
            case 'q':
                return ReadUInt16();
            case 'i':
                return (int)ReadUInt32();
            case 'u':
                return ReadUInt32();
            case 'h':
                return new UnixFd(ReadUInt32());
            case 'x':
                return (long)ReadUInt64();
            case 't':
                return ReadUInt64();
            case 'd':
                return BitConverter.UInt64BitsToDouble(ReadUInt64());
            case 's':
                return ReadText(ReadUInt32());
            case 'o':
                return new ObjectPath(ReadText(ReadUInt32()));
            case 'g':
                return new BusSignature(ReadSignature());
            case 'v':
                return ReadVariant(depth);
            case 'a':
                return ReadArray(signature, ref at, depth);
            default:
                var fields = new List<object>();
                while (signature[at] != ')')
                    fields.Add(ReadType(signature, ref at, depth + 1));
                at++;
                return new BusStruct([.. fields]);
        }
    }

    private object ReadArray(ReadOnlySpan<char> signature, ref int at, int depth)
    {
        var length = ReadUInt32();
        Align(Signatures.AlignmentOf(signature[at]));
        if (length > _bytes.Length - At)
            throw new BusFormatException("An array is longer than its message.");
        var (begin, next) = (at, Signatures.EndOfArrayElement(signature, at));
        at = next;
        var end = At + (int)length;
        switch (signature[begin])
        {
            case 'y':
                return Take(length).ToArray();
            case '{':
                return ReadEntries(signature, begin, end, depth);
            default:
                var values = new List<object>();
                while (At < end)
                {
                    var element = begin;
                    values.Add(ReadType(signature, ref element, depth + 1));
                }

                CheckEnd(end);
                return values.ToArray();
        }
    }

    private Dictionary<object, object> ReadEntries(ReadOnlySpan<char> signature, int begin, int end, int depth)
    {
        var entries = new Dictionary<object, object>();
        while (At < end)
        {
            Align(8);
            var element = begin + 1;
            var key = ReadType(signature, ref element, depth + 1);
            entries[key] = ReadType(signature, ref element, depth + 1);
        }

        CheckEnd(end);
        return entries;
    }

    private Variant ReadVariant(int depth)
    {
        var signature = ReadSignature();
        Signatures.CheckSingle(signature);
        var at = 0;
        return new Variant(signature, ReadType(signature, ref at, depth + 1));
    }

    private bool ReadBoolean() =>
        ReadUInt32() switch
        {
            0 => false,
            1 => true,
            _ => throw new BusFormatException("A boolean is neither 0 nor 1."),
        };

    private string ReadSignature()
    {
        var signature = ReadText(Take(1)[0]);
        Signatures.Check(signature);
        return signature;
    }

    private string ReadText(uint length)
    {
        var text = Take(length);
        if (Take(1)[0] != 0 || text.Contains((byte)0))
            throw new BusFormatException("A text does not end where it should.");
        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw new BusFormatException("A text is not UTF-8.");
        }
    }

    private ushort ReadUInt16() =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(Take(2)) : BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    private uint ReadUInt32() =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(Take(4)) : BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    private ulong ReadUInt64() =>
        bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(Take(8)) : BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    private ReadOnlySpan<byte> Take(uint length)
    {
        if (length > _bytes.Length - At)
            throw new BusFormatException("A message ends in the middle of a value.");
        var taken = _bytes.Slice(At, (int)length);
        At += (int)length;
        return taken;
    }

    private readonly void CheckEnd(int end)
    {
        if (At != end)
            throw new BusFormatException("An array's length is not that of its elements.");
    }
}
