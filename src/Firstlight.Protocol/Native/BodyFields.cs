using System.Buffers;
using System.Text;

namespace Firstlight.Protocol.Native;

/// <summary>A body's fields: text between NUL bytes.</summary>
public static class BodyFields
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>
    /// At most <paramref name="fieldsMax"/> fields; the last one keeps its NULs (the parts of a multi-value). An empty body
    /// has no fields; a NUL at the very end adds an empty last field, as it stands on the wire.
    /// </summary>
    public static string[] Split(ReadOnlySequence<byte> body, int fieldsMax = int.MaxValue) =>
        body.IsEmpty ? [] : Decode(body).Split('\0', fieldsMax);

    /// <summary>
    /// UTF-8, or Latin-1 where the bytes are not UTF-8: the Node library sends one byte per character.
    /// </summary>
    public static string Decode(ReadOnlySequence<byte> bytes)
    {
        var flat = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        try
        {
            return StrictUtf8.GetString(flat);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(flat);
        }
    }
}
