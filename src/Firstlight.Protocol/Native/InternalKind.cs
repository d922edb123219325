using System.Buffers;

namespace Firstlight.Protocol.Native;

/// <summary>What a <see cref="Command.Internal"/> frame is about: told by its first field, compared whole.</summary>
public enum InternalKind : byte
{
    /// <summary>An empty body: answer <see cref="StatusCode.IllegalCommand"/>.</summary>
    Empty,

    /// <summary>
    /// None of the words below: from a device a list for <see cref="DeviceInformation.Read"/> (which begins with different
    /// keys from library to library), towards a device something to ignore.
    /// </summary>
    Information,

    /// <summary><c>rtc</c>: local wall clock. See <see cref="InternalFrames"/>.</summary>
    LocalClock,

    /// <summary><c>utc</c>: time and time zone. See <see cref="TimeQuestion"/>.</summary>
    Time,

    /// <summary><c>meta</c>: metadata. See <see cref="MetadataRequest"/>.</summary>
    Metadata,

    /// <summary><c>ota</c>, towards a device: fetch firmware.</summary>
    FirmwareUpdate,

    /// <summary><c>dbg</c>, towards a device: a line for its console, such as <c>reboot</c>.</summary>
    Console,

    /// <summary><c>acon</c>, towards a device: an app came. Not sent by this cloud.</summary>
    AppCame,

    /// <summary><c>adis</c>, towards a device: an app went. Not sent by this cloud.</summary>
    AppWent,
}

/// <summary>Tells <see cref="Command.Internal"/> frames apart without allocating.</summary>
public static class InternalKinds
{
    private const int WordBytesMax = 5;

    /// <summary>The kind of a frame's body.</summary>
    public static InternalKind Of(in ReadOnlySequence<byte> body)
    {
        if (body.IsEmpty)
            return InternalKind.Empty;
        Span<byte> start = stackalloc byte[WordBytesMax];
        start = start[..(int)Math.Min(body.Length, WordBytesMax)];
        body.Slice(0, start.Length).CopyTo(start);
        var end = start.IndexOf(FrameWriter.FieldSeparator);
        return OfWord(end < 0 ? start : start[..end]);
    }

    private static InternalKind OfWord(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("rtc"u8))
            return InternalKind.LocalClock;
        if (word.SequenceEqual("utc"u8))
            return InternalKind.Time;
        if (word.SequenceEqual("meta"u8))
            return InternalKind.Metadata;
        if (word.SequenceEqual("ota"u8))
            return InternalKind.FirmwareUpdate;
        if (word.SequenceEqual("dbg"u8))
            return InternalKind.Console;
        if (word.SequenceEqual("acon"u8))
            return InternalKind.AppCame;
        return word.SequenceEqual("adis"u8) ? InternalKind.AppWent : InternalKind.Information;
    }
}
