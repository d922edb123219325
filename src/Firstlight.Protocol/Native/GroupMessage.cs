using System.Buffers;
using System.Globalization;

namespace Firstlight.Protocol.Native;

/// <summary>What a <see cref="Command.Group"/> frame does.</summary>
public enum GroupAction : byte
{
    /// <summary><c>b</c>: pin writes from here on share the time of this frame's arrival.</summary>
    Begin,

    /// <summary><c>t·ms</c>: pin writes from here on share the given time.</summary>
    BeginAt,

    /// <summary><c>e</c>: the group is over.</summary>
    End,
}

/// <summary>The body of a <see cref="Command.Group"/> frame.</summary>
/// <param name="Action">What it does.</param>
/// <param name="UnixMilliseconds">The time of <see cref="GroupAction.BeginAt"/>; 0 otherwise.</param>
public readonly record struct GroupMessage(GroupAction Action, long UnixMilliseconds)
{
    /// <summary>Reads it. False when malformed or the time lies outside the calendar: answer <see cref="StatusCode.IllegalCommandBody"/>.</summary>
    public static bool TryRead(ReadOnlySequence<byte> body, out GroupMessage message)
    {
        (var valid, message) = BodyFields.SplitWords(body) switch
        {
            ["b"] => (true, new GroupMessage(GroupAction.Begin, 0)),
            ["e"] => (true, new GroupMessage(GroupAction.End, 0)),
            ["t", var time] when TryReadTime(time, out var milliseconds) => (
                true,
                new GroupMessage(GroupAction.BeginAt, milliseconds)
            ),
            _ => (false, default),
        };
        return valid;
    }

    /// <summary>One whole frame.</summary>
    public void Write(IBufferWriter<byte> output, ushort messageId)
    {
        if (Action == GroupAction.BeginAt)
            FrameWriter.Write(
                output,
                Command.Group,
                messageId,
                "t",
                UnixMilliseconds.ToString(CultureInfo.InvariantCulture)
            );
        else
            FrameWriter.Write(output, Command.Group, messageId, Action == GroupAction.Begin ? "b"u8 : "e"u8);
    }

    private static bool TryReadTime(string text, out long milliseconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
}
