using System.Buffers;

namespace Firstlight.Protocol.Native;

/// <summary>What a device asks with <c>utc·word</c>; the answer repeats both words and adds its values.</summary>
public enum TimeQuestion : byte
{
    /// <summary><c>time</c>: Unix time in milliseconds.</summary>
    UnixMilliseconds,

    /// <summary><c>iso</c>: ISO 8601 with offset.</summary>
    Iso,

    /// <summary><c>tz</c>: standard offset in minutes, then what daylight saving adds to it.</summary>
    Offsets,

    /// <summary><c>tz_name</c>: IANA name of the zone.</summary>
    ZoneName,

    /// <summary><c>tz_rule</c>: POSIX rule of the zone.</summary>
    ZoneRule,

    /// <summary><c>dst_next</c>: the next two changes, each as Unix seconds and total offset in minutes; four zeros for none.</summary>
    NextChanges,
}

/// <summary>Reads and writes <c>utc</c> frames.</summary>
public static class TimeQuestions
{
    private static readonly string[] Words = ["time", "iso", "tz", "tz_name", "tz_rule", "dst_next"];

    /// <summary>Reads a question. False for another word: answer <see cref="StatusCode.IllegalCommand"/>.</summary>
    public static bool TryRead(ReadOnlySequence<byte> body, out TimeQuestion question)
    {
        question = default;
        if (BodyFields.SplitWords(body) is not ["utc", var word])
            return false;
        var index = Array.IndexOf(Words, word);
        question = (TimeQuestion)Math.Max(0, index);
        return index >= 0;
    }

    /// <summary>Reads an answer's values, at least one. False when it is none.</summary>
    public static bool TryReadAnswer(ReadOnlySequence<byte> body, out TimeQuestion question, out string[] values)
    {
        values = [];
        question = default;
        if (BodyFields.SplitWords(body) is not ["utc", var word, .. { Length: > 0 } rest])
            return false;
        var index = Array.IndexOf(Words, word);
        if (index < 0)
            return false;
        question = (TimeQuestion)index;
        values = rest;
        return true;
    }

    /// <summary>One whole frame that asks.</summary>
    public static void Write(IBufferWriter<byte> output, ushort messageId, TimeQuestion question) =>
        FrameWriter.Write(output, Command.Internal, messageId, "utc", Words[(int)question]);

    /// <summary>One whole frame that answers.</summary>
    public static void WriteAnswer(
        IBufferWriter<byte> output,
        ushort messageId,
        TimeQuestion question,
        params ReadOnlySpan<string> values
    ) => FrameWriter.Write(output, Command.Internal, messageId, ["utc", Words[(int)question], .. values]);
}
