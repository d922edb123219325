using System.Buffers;
using System.Globalization;

namespace Firstlight.Protocol.Native;

/// <summary>The small <see cref="Command.Internal"/> frames: local clock, console line, firmware order.</summary>
public static class InternalFrames
{
    /// <summary>Earlier clocks are refused by device libraries: 1 January 2013.</summary>
    public const long LocalClockSecondsMin = 1_357_041_600;

    /// <summary>A device asks for the local clock: <c>rtc·sync</c>.</summary>
    public static void WriteLocalClockRequest(IBufferWriter<byte> output, ushort messageId) =>
        FrameWriter.Write(output, Command.Internal, messageId, "rtc", "sync");

    /// <summary>
    /// The answer <c>rtc·seconds</c>: the wall clock of <paramref name="local"/> written as if it were UTC, because devices
    /// show it without knowing a zone.
    /// </summary>
    public static void WriteLocalClock(IBufferWriter<byte> output, ushort messageId, DateTimeOffset local)
    {
        var seconds = local.ToUnixTimeSeconds() + (long)local.Offset.TotalSeconds;
        FrameWriter.Write(output, Command.Internal, messageId, "rtc", seconds.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Reads the answer: a wall clock. False for anything else, and for one before <see cref="LocalClockSecondsMin"/>.</summary>
    public static bool TryReadLocalClock(ReadOnlySequence<byte> body, out DateTime local)
    {
        local = default;
        if (BodyFields.SplitWords(body) is not ["rtc", var text])
            return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        if (seconds < LocalClockSecondsMin || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return false;
        local = DateTime.SpecifyKind(DateTime.UnixEpoch.AddSeconds(seconds), DateTimeKind.Unspecified);
        return true;
    }

    /// <summary>A line for the device's console, such as <c>reboot</c> or <c>config start</c>: <c>dbg·line</c>.</summary>
    public static void WriteConsole(IBufferWriter<byte> output, ushort messageId, string line) =>
        FrameWriter.Write(output, Command.Internal, messageId, "dbg", line);

    /// <summary>Fetch firmware from <paramref name="url"/>: <c>ota·url</c>.</summary>
    public static void WriteFirmwareUpdate(IBufferWriter<byte> output, ushort messageId, string url) =>
        FrameWriter.Write(output, Command.Internal, messageId, "ota", url);

    /// <summary>
    /// What follows the first word: the console line of <see cref="InternalKind.Console"/>, the address of
    /// <see cref="InternalKind.FirmwareUpdate"/>. Empty when nothing follows.
    /// </summary>
    public static string ReadArgument(ReadOnlySequence<byte> body) =>
        BodyFields.Split(body, 2) is [_, var argument] ? argument.TrimEnd('\0') : "";
}
