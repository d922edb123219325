using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Firstlight.Protocol.Native;

/// <summary>The body of a <see cref="Command.Property"/> frame, such as <c>0·1·isDisabled·true</c>.</summary>
/// <param name="Pins">The leading numeric fields: at least one, at most <see cref="PinsMax"/>.</param>
/// <param name="Name">The first field that is not a number. Whether such a property exists is for others to say.</param>
/// <param name="Value">The rest; several values stay joined by NUL.</param>
public sealed record PropertyMessage(IReadOnlyList<byte> Pins, string Name, string Value)
{
    /// <summary>As many pins as exist.</summary>
    public const int PinsMax = byte.MaxValue + 1;

    /// <summary>
    /// Reads it. False without a pin, a name or a value field, or with a pin over 255: answer
    /// <see cref="StatusCode.IllegalCommandBody"/>.
    /// </summary>
    public static bool TryRead(ReadOnlySequence<byte> body, [NotNullWhen(true)] out PropertyMessage? message)
    {
        message = null;
        var fields = BodyFields.Split(body, PinsMax + 3);
        var pinCount = 0;
        while (pinCount < fields.Length && IsNumber(fields[pinCount]))
            pinCount++;
        if (pinCount is 0 or > PinsMax || pinCount + 1 >= fields.Length || fields[pinCount].Length == 0)
            return false;

        var pins = new byte[pinCount];
        for (var index = 0; index < pinCount; index++)
        {
            if (!BodyFields.TryReadPin(fields[index], out pins[index]))
                return false;
        }

        message = new PropertyMessage(pins, fields[pinCount], string.Join('\0', fields[(pinCount + 1)..]));
        return true;
    }

    /// <summary>One whole frame for one pin.</summary>
    public static void Write(IBufferWriter<byte> output, ushort messageId, byte pin, string name, string value) =>
        FrameWriter.Write(output, Command.Property, messageId, pin.ToString(CultureInfo.InvariantCulture), name, value);

    private static bool IsNumber(string field)
    {
        foreach (var character in field)
        {
            if (!char.IsAsciiDigit(character))
                return false;
        }

        return field.Length > 0;
    }
}
