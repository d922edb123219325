using System.Buffers;
using System.Text;

namespace Firstlight.Protocol.Native;

/// <summary>The body of a <see cref="Command.HardwareSync"/> frame: a device asks for stored values.</summary>
/// <param name="Pins">The pins asked for, at most <see cref="PinsMax"/>; null for every pin marked for it (an empty body).</param>
public readonly record struct SyncRequest(IReadOnlyList<byte>? Pins)
{
    /// <summary>As many pins as exist.</summary>
    public const int PinsMax = byte.MaxValue + 1;

    /// <summary>Reads it. False when malformed: answer <see cref="StatusCode.IllegalCommand"/>.</summary>
    public static bool TryRead(ReadOnlySequence<byte> body, out SyncRequest request)
    {
        request = default;
        if (body.IsEmpty)
            return true;
        var fields = BodyFields.Split(body, PinsMax + 2);
        if (fields.Length < 2 || fields[0] != "vr")
            return false;

        // A NUL after the last pin adds an empty field; the Linux library does that elsewhere, so it is taken here too.
        var end = fields[^1].Length == 0 ? fields.Length - 1 : fields.Length;
        if (end is < 2 or > PinsMax + 1)
            return false;
        var pins = new byte[end - 1];
        for (var index = 1; index < end; index++)
        {
            if (!BodyFields.TryReadPin(fields[index], out pins[index - 1]))
                return false;
        }

        request = new SyncRequest(pins);
        return true;
    }

    /// <summary>One whole frame that asks for every pin marked for it.</summary>
    public static void WriteAll(IBufferWriter<byte> output, ushort messageId) =>
        FrameWriter.Write(output, Command.HardwareSync, messageId, ReadOnlySpan<byte>.Empty);

    /// <summary>One whole frame that asks for <paramref name="pins"/>; at least one.</summary>
    public static void Write(IBufferWriter<byte> output, ushort messageId, params ReadOnlySpan<byte> pins)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pins.Length);
        var body = new StringBuilder("vr");
        foreach (var pin in pins)
            body.Append('\0').Append(pin);
        FrameWriter.Write(output, Command.HardwareSync, messageId, body.ToString());
    }
}
