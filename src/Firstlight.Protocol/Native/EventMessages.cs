using System.Buffers;

namespace Firstlight.Protocol.Native;

/// <summary>The body of a <see cref="Command.EventLog"/> frame: <c>code</c> or <c>code·description</c>.</summary>
/// <param name="Code">The event's code, never empty.</param>
/// <param name="Description">
/// More about it; null when absent. Its length is not judged here:
/// <see cref="NativeLimits.EventDescriptionCharactersMax"/> discards the message, it is no error of the link.
/// </param>
public readonly record struct EventLog(string Code, string? Description)
{
    /// <summary>Reads it. False without a code: answer <see cref="StatusCode.IllegalCommandBody"/>.</summary>
    public static bool TryRead(ReadOnlySequence<byte> body, out EventLog message)
    {
        var fields = BodyFields.Split(body, 2);
        message = fields is [{ Length: > 0 } code, ..]
            ? new EventLog(code, fields.Length > 1 ? fields[1] : null)
            : default;
        return message.Code is not null;
    }

    /// <summary>One whole frame.</summary>
    public static void Write(IBufferWriter<byte> output, ushort messageId, string code, string? description)
    {
        if (description is null)
            FrameWriter.Write(output, Command.EventLog, messageId, code);
        else
            FrameWriter.Write(output, Command.EventLog, messageId, code, description);
    }
}

/// <summary>The body of a <see cref="Command.EventClear"/> frame: <c>code</c> or <c>code·all</c>.</summary>
/// <param name="Code">The event's code, never empty.</param>
/// <param name="All">True resolves every open event of the code, false the newest.</param>
public readonly record struct EventClear(string Code, bool All)
{
    /// <summary>Reads it. False without a code or with another second word: answer <see cref="StatusCode.IllegalCommandBody"/>.</summary>
    public static bool TryRead(ReadOnlySequence<byte> body, out EventClear message)
    {
        (var valid, message) = BodyFields.SplitWords(body) switch
        {
            [{ Length: > 0 } code] => (true, new EventClear(code, All: false)),
            [{ Length: > 0 } code, "all"] => (true, new EventClear(code, All: true)),
            _ => (false, default),
        };
        return valid;
    }

    /// <summary>One whole frame.</summary>
    public static void Write(IBufferWriter<byte> output, ushort messageId, string code, bool all)
    {
        if (all)
            FrameWriter.Write(output, Command.EventClear, messageId, code, "all");
        else
            FrameWriter.Write(output, Command.EventClear, messageId, code);
    }
}
