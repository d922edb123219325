using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Firstlight.Protocol.Native;

/// <summary>
/// The body of a <see cref="Command.Hardware"/> frame: verb, pin, value. Reading and writing allocate nothing;
/// <see cref="Value"/> points into the frame's buffer.
/// </summary>
/// <param name="Verb">What to do.</param>
/// <param name="Pin">0 to 255.</param>
/// <param name="Value">
/// The rest of the body, its NULs kept (the parts of a multi-value; raw bytes of <c>virtualWriteBinary</c>). Empty for
/// the reading verbs, and for a write of the empty text, which the C++ library can send.
/// </param>
public readonly record struct PinMessage(PinVerb Verb, byte Pin, ReadOnlySequence<byte> Value)
{
    private const int VerbBytes = 2;
    private const int PinDigitsMax = 3;
    private const int PrefixBytesMax = VerbBytes + 1 + PinDigitsMax + 1;

    /// <summary>The value as text: UTF-8, or Latin-1 where it is not UTF-8; parts stay joined by NUL.</summary>
    public string DecodeValue() => BodyFields.Decode(Value);

    /// <summary>
    /// Reads verb, pin and value. False for an unknown verb, a pin that is not decimal 0 to 255, or a write without a
    /// value field: answer <see cref="StatusCode.IllegalCommand"/>.
    /// </summary>
    public static bool TryRead(in ReadOnlySequence<byte> body, out PinMessage message)
    {
        message = default;
        scoped var prefix = body.FirstSpan;
        if (prefix.Length < PrefixBytesMax && !body.IsSingleSegment)
        {
            Span<byte> gathered = stackalloc byte[(int)Math.Min(body.Length, PrefixBytesMax)];
            body.Slice(0, gathered.Length).CopyTo(gathered);
            prefix = gathered;
        }

        if (prefix.Length <= VerbBytes || prefix[VerbBytes] != FrameWriter.FieldSeparator)
            return false;
        if (!PinVerbs.TryRead(prefix[..VerbBytes], out var verb))
            return false;

        var rest = prefix[(VerbBytes + 1)..Math.Min(prefix.Length, PrefixBytesMax)];
        var pinDigits = rest.IndexOf(FrameWriter.FieldSeparator);
        var valueFollows = pinDigits >= 0;
        if (!TryReadPin(valueFollows ? rest[..pinDigits] : rest, out var pin))
            return false;
        if (!valueFollows)
        {
            message = new PinMessage(verb, pin, ReadOnlySequence<byte>.Empty);
            return !verb.NeedsValue();
        }

        message = new PinMessage(verb, pin, body.Slice(VerbBytes + 1 + pinDigits + 1));
        return true;
    }

    /// <summary>One whole frame <c>verb·pin·value</c> with a ready value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Id 0, or a body over 65535 bytes.</exception>
    public static void Write(
        IBufferWriter<byte> output,
        ushort messageId,
        PinVerb verb,
        byte pin,
        ReadOnlySpan<byte> value
    )
    {
        WritePrefix(output, messageId, verb, pin, value.Length);
        output.Write(value);
    }

    /// <summary>One whole frame <c>verb·pin·value</c>; the parts of a multi-value are joined by NUL already.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Id 0, or a body over 65535 bytes.</exception>
    public static void Write(
        IBufferWriter<byte> output,
        ushort messageId,
        PinVerb verb,
        byte pin,
        ReadOnlySpan<char> value
    )
    {
        var valueBytes = Encoding.UTF8.GetByteCount(value);
        WritePrefix(output, messageId, verb, pin, valueBytes);
        Encoding.UTF8.GetBytes(value, output.GetSpan(valueBytes));
        output.Advance(valueBytes);
    }

    /// <summary>One whole frame <c>verb·pin</c>, for the reading verbs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Id 0, or a verb that needs a value.</exception>
    public static void WriteRead(IBufferWriter<byte> output, ushort messageId, PinVerb verb, byte pin)
    {
        if (verb.NeedsValue())
            throw new ArgumentOutOfRangeException(nameof(verb), verb, "This verb needs a value.");
        Span<byte> prefix = stackalloc byte[PrefixBytesMax];
        var prefixBytes = Compose(prefix, verb, pin);
        FrameWriter.Write(output, Command.Hardware, messageId, prefix[..(prefixBytes - 1)]);
    }

    /// <summary>Bytes of a body with this pin and value; what has to fit into a device's <c>buff-in</c>.</summary>
    public static int BodyBytes(byte pin, int valueBytes) => VerbBytes + 1 + PinDigits(pin) + 1 + valueBytes;

    /// <summary>Reads a pin number: one to three decimal digits, 0 to 255.</summary>
    internal static bool TryReadPin(ReadOnlySpan<byte> digits, out byte pin)
    {
        pin = 0;
        if (digits.Length is 0 or > PinDigitsMax)
            return false;
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            number = number * 10 + (digit - '0');
        }

        pin = (byte)number;
        return number <= byte.MaxValue;
    }

    private static void WritePrefix(
        IBufferWriter<byte> output,
        ushort messageId,
        PinVerb verb,
        byte pin,
        int valueBytes
    )
    {
        Span<byte> prefix = stackalloc byte[PrefixBytesMax];
        var prefixBytes = Compose(prefix, verb, pin);
        var length = FrameWriter.BodyLength(Command.Hardware, prefixBytes + valueBytes);
        FrameWriter.WriteHeader(output, Command.Hardware, messageId, length);
        output.Write(prefix[..prefixBytes]);
    }

    private static int Compose(Span<byte> prefix, PinVerb verb, byte pin)
    {
        verb.Text().CopyTo(prefix);
        prefix[VerbBytes] = FrameWriter.FieldSeparator;
        Utf8Formatter.TryFormat(pin, prefix[(VerbBytes + 1)..], out var digits);
        prefix[VerbBytes + 1 + digits] = FrameWriter.FieldSeparator;
        return VerbBytes + 1 + digits + 1;
    }

    private static int PinDigits(byte pin) =>
        pin switch
        {
            < 10 => 1,
            < 100 => 2,
            _ => 3,
        };
}
