using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Firstlight.Protocol.Native;

/// <summary>Frames to bytes. Every method writes exactly one whole frame.</summary>
public static class FrameWriter
{
    /// <summary>The separator between body fields.</summary>
    public const byte FieldSeparator = 0;

    /// <summary>An answer to the frame <paramref name="messageId"/>.</summary>
    public static void WriteResponse(IBufferWriter<byte> output, ushort messageId, StatusCode status) =>
        WriteHeader(output, Command.Response, messageId, (ushort)status);

    /// <summary>A frame with a ready body.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Id 0, a body over 65535 bytes, or <see cref="Command.Response"/>, which has no body.
    /// </exception>
    public static void Write(IBufferWriter<byte> output, Command command, ushort messageId, ReadOnlySpan<byte> body)
    {
        WriteHeader(output, command, messageId, BodyLength(command, body.Length));
        output.Write(body);
    }

    /// <summary>A frame whose body is <paramref name="fields"/> as UTF-8, joined by NUL, without a NUL at the end.</summary>
    /// <remarks>A NUL inside a field separates again: that is how the parts of a multi-value travel.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Id 0, a body over 65535 bytes, or <see cref="Command.Response"/>, which has no body.
    /// </exception>
    public static void Write(
        IBufferWriter<byte> output,
        Command command,
        ushort messageId,
        params ReadOnlySpan<string> fields
    ) => Write(output, Encoding.UTF8, command, messageId, fields);

    /// <summary>As above in another charset, for a library that reads one byte per character.</summary>
    public static void Write(
        IBufferWriter<byte> output,
        Encoding charset,
        Command command,
        ushort messageId,
        params ReadOnlySpan<string> fields
    )
    {
        var bodyBytes = BodyBytes(charset, fields);

        WriteHeader(output, command, messageId, BodyLength(command, bodyBytes));
        var span = output.GetSpan(bodyBytes);
        var written = 0;
        for (var index = 0; index < fields.Length; index++)
        {
            if (index > 0)
                span[written++] = FieldSeparator;
            written += charset.GetBytes(fields[index], span[written..]);
        }

        output.Advance(written);
    }

    /// <summary>How long the body with these fields is; what has to fit into a device's <c>buff-in</c>.</summary>
    public static int BodyBytes(Encoding charset, params ReadOnlySpan<string> fields)
    {
        var bytes = Math.Max(0, fields.Length - 1);
        foreach (var field in fields)
            bytes += charset.GetByteCount(field);
        return bytes;
    }

    internal static ushort BodyLength(Command command, int bodyBytes)
    {
        // A response carries its status where other frames carry the length: a body would be read as the next frames.
        ArgumentOutOfRangeException.ThrowIfEqual(command, Command.Response);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bodyBytes, ushort.MaxValue);
        return (ushort)bodyBytes;
    }

    internal static void WriteHeader(
        IBufferWriter<byte> output,
        Command command,
        ushort messageId,
        ushort lengthOrStatus
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(messageId);
        var header = output.GetSpan(NativeLimits.HeaderBytes);
        header[0] = (byte)command;
        BinaryPrimitives.WriteUInt16BigEndian(header[1..], messageId);
        BinaryPrimitives.WriteUInt16BigEndian(header[3..], lengthOrStatus);
        output.Advance(NativeLimits.HeaderBytes);
    }
}
