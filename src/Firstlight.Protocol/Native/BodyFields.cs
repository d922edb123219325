using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Firstlight.Protocol.Native;

/// <summary>A body's fields: text between NUL bytes.</summary>
public static class BodyFields
{
    // More than any frame of words has; what lies behind stays in the last one.
    private const int WordsMax = 16;

    /// <summary>
    /// At most <paramref name="fieldsMax"/> fields; the last one keeps its NULs (the parts of a multi-value). An empty body
    /// has no fields; a NUL at the very end adds an empty last field, as it stands on the wire.
    /// </summary>
    public static string[] Split(ReadOnlySequence<byte> body, int fieldsMax = int.MaxValue) =>
        body.IsEmpty ? [] : Decode(body).Split('\0', fieldsMax);

    /// <summary>All fields of a body in which a final NUL means nothing: the Linux library leaves one behind.</summary>
    internal static string[] SplitWords(ReadOnlySequence<byte> body)
    {
        var fields = Split(body, WordsMax);
        return fields is [.., ""] ? fields[..^1] : fields;
    }

    /// <summary>
    /// UTF-8, or Latin-1 where the bytes are not UTF-8: the Node library sends one byte per character.
    /// </summary>
    public static string Decode(ReadOnlySequence<byte> bytes)
    {
        var flat = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        return Utf8.IsValid(flat) ? Encoding.UTF8.GetString(flat) : Encoding.Latin1.GetString(flat);
    }

    /// <summary>Reads a pin number: one to three decimal digits, 0 to 255.</summary>
    internal static bool TryReadPin(string text, out byte pin)
    {
        pin = 0;
        return text.Length is > 0 and <= 3
            && byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pin);
    }

    /// <summary>Reads a port number: decimal, 1 to 65535.</summary>
    internal static bool TryReadPort(string text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0;
}
