using System.Buffers;

namespace Firstlight.Protocol.Native;

/// <summary>
/// A device reads (<c>meta·get·name</c>) or sets (<c>meta·set·name·value</c>) one of its metadata fields. The answer to a
/// get, and a change made elsewhere, is <c>meta·name·value</c>; an unknown name gets no answer.
/// </summary>
/// <param name="Name">The field's name, never empty.</param>
/// <param name="Value">The new value; null when the device only asks.</param>
public readonly record struct MetadataRequest(string Name, string? Value)
{
    /// <summary>Reads a device's request. False when malformed: answer <see cref="StatusCode.IllegalCommand"/>.</summary>
    public static bool TryRead(ReadOnlySequence<byte> body, out MetadataRequest request)
    {
        (var valid, request) = BodyFields.Split(body, 4) switch
        {
            ["meta", "get", { Length: > 0 } name] => (true, new MetadataRequest(name, null)),
            ["meta", "get", { Length: > 0 } name, ""] => (true, new MetadataRequest(name, null)),
            ["meta", "set", { Length: > 0 } name, var value] => (true, new MetadataRequest(name, value)),
            _ => (false, default),
        };
        return valid;
    }

    /// <summary>Reads what the cloud says: a name and its value. False when malformed: ignore the frame.</summary>
    public static bool TryReadValue(ReadOnlySequence<byte> body, out string name, out string value)
    {
        (name, value) = BodyFields.Split(body, 3) is ["meta", { Length: > 0 } field, var content]
            ? (field, content)
            : ("", "");
        return name.Length > 0;
    }

    /// <summary>One whole frame, device to cloud.</summary>
    public void Write(IBufferWriter<byte> output, ushort messageId)
    {
        if (Value is null)
            FrameWriter.Write(output, Command.Internal, messageId, "meta", "get", Name);
        else
            FrameWriter.Write(output, Command.Internal, messageId, "meta", "set", Name, Value);
    }

    /// <summary>One whole frame, cloud to device: the field's value.</summary>
    public static void WriteValue(IBufferWriter<byte> output, ushort messageId, string name, string value) =>
        FrameWriter.Write(output, Command.Internal, messageId, "meta", name, value);
}
