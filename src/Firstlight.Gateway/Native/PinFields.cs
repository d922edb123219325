using System.Buffers;
using System.Globalization;
using Firstlight.Core;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>Pins and writes as they stand in bodies.</summary>
internal static class PinFields
{
    /// <summary>Decimal 0 to 255, nothing else.</summary>
    public static bool TryReadPin(string text, out VirtualPin pin)
    {
        var read = byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        pin = new VirtualPin(number);
        return read;
    }

    /// <summary>
    /// The body <c>vw·pin·value</c>, read without an object per field: devices send nothing more often. The value keeps
    /// its NULs. False when pin or value is missing or no such.
    /// </summary>
    public static bool TryReadWrite(in ReadOnlySequence<byte> body, out VirtualPin pin, out string value)
    {
        pin = default;
        value = "";
        var bytes = body.IsSingleSegment ? body.FirstSpan : body.ToArray();
        if (!bytes.StartsWith("vw\0"u8))
            return false;
        var rest = bytes[3..];
        var separator = rest.IndexOf(FrameWriter.FieldSeparator);
        if (separator < 0 || separator == rest.Length - 1)
            return false;
        if (!byte.TryParse(rest[..separator], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        pin = new VirtualPin(number);
        value = BodyFields.Decode(body.Slice(3 + separator + 1));
        return true;
    }
}
