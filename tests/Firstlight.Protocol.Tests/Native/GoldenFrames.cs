using Firstlight.Protocol.Native;

namespace Firstlight.Protocol.Tests.Native;

/// <summary>
/// Frames captured from unmodified device libraries, or composed for what a server answers to them. The numbers are those of
/// the table in docs/protocols/native.md.
/// </summary>
internal static class GoldenFrames
{
    /// <summary>Every frame with what it means; <c>·</c> is a NUL byte, other characters are single bytes (Latin-1).</summary>
    public static readonly GoldenFrame[] All =
    [
        new(
            "1",
            "1d 00 01 00 20 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70 71 72 73 2d 5f 5a",
            Command.HardwareLogin,
            1,
            0,
            "0123456789abcdefghijklmnopqrs-_Z"
        ),
        new(
            "2",
            "02 00 01 00 20 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70 71 72 73 2d 5f 5a",
            Command.Login,
            1,
            0,
            "0123456789abcdefghijklmnopqrs-_Z"
        ),
        new("3", "00 00 01 00 c8", Command.Response, 1, 200, ""),
        new("4", "00 00 01 00 09", Command.Response, 1, 9, ""),
        new("5", "00 00 01 00 04", Command.Response, 1, 4, ""),
        new(
            "6",
            "29 00 01 00 0f 31 32 37 2e 30 2e 30 2e 31 00 31 38 30 38 33",
            Command.Redirect,
            1,
            0,
            "127.0.0.1·18083"
        ),
        new(
            "7",
            "11 00 02 00 82 76 65 72 00 31 2e 34 2e 30 00 68 2d 62 65 61 74 00 34 30 00 62 75 66 66 2d 69 6e 00 34 30 39 36 00 64 65 76 00 4c 69 6e 75 78 00 66 77 2d 74 79 70 65 00 54 4d 50 4c 30 30 41 41 42 42 43 43 00 66 77 00 30 2e 31 2e 30 00 62 75 69 6c 64 00 4a 61 6e 20 20 31 20 32 30 32 35 20 30 30 3a 30 30 3a 30 30 00 63 6f 6e 6e 00 53 6f 63 6b 65 74 00 74 6d 70 6c 00 54 4d 50 4c 30 30 41 41 42 42 43 43 00",
            Command.Internal,
            2,
            0,
            "ver·1.4.0·h-beat·40·buff-in·4096·dev·Linux·fw-type·TMPL00AABBCC·fw·0.1.0·build·Jan  1 2025 00:00:00·conn·Socket·tmpl·TMPL00AABBCC·"
        ),
        new(
            "8",
            "11 00 02 00 96 6d 63 75 00 30 2e 31 2e 30 00 66 77 2d 74 79 70 65 00 54 4d 50 4c 30 30 41 41 42 42 43 43 00 62 75 69 6c 64 00 4a 61 6e 20 20 31 20 32 30 32 35 20 30 30 3a 30 30 3a 30 30 00 62 6c 79 6e 6b 00 31 2e 34 2e 30 00 68 2d 62 65 61 74 00 34 30 00 62 75 66 66 2d 69 6e 00 32 35 36 00 64 65 76 00 41 72 64 75 69 6e 6f 20 55 6e 6f 00 63 70 75 00 41 54 6d 65 67 61 33 32 38 50 00 63 6f 6e 00 57 35 30 30 30 00 74 6d 70 6c 00 54 4d 50 4c 30 30 41 41 42 42 43 43",
            Command.Internal,
            2,
            0,
            "mcu·0.1.0·fw-type·TMPL00AABBCC·build·Jan  1 2025 00:00:00·blynk·1.4.0·h-beat·40·buff-in·256·dev·Arduino Uno·cpu·ATmega328P·con·W5000·tmpl·TMPL00AABBCC"
        ),
        new(
            "9",
            "11 00 02 00 2a 76 65 72 00 30 2e 32 2e 36 00 62 75 66 66 2d 69 6e 00 31 30 32 34 00 68 2d 62 65 61 74 00 34 00 64 65 76 00 70 79 74 68 6f 6e",
            Command.Internal,
            2,
            0,
            "ver·0.2.6·buff-in·1024·h-beat·4·dev·python"
        ),
        new(
            "10",
            "11 00 02 00 1d 76 65 72 00 30 2e 35 2e 34 00 62 75 66 66 2d 69 6e 00 34 30 39 36 00 64 65 76 00 6a 73",
            Command.Internal,
            2,
            0,
            "ver·0.5.4·buff-in·4096·dev·js"
        ),
        new("11", "00 00 02 00 c8", Command.Response, 2, 200, ""),
        new("12", "06 00 0f 00 00", Command.Ping, 15, 0, ""),
        new("12b", "00 00 0f 00 c8", Command.Response, 15, 200, ""),
        new("13", "06 23 2b 00 00", Command.Ping, 9003, 0, ""),
        new("13b", "00 23 2b 00 c8", Command.Response, 9003, 200, ""),
        new("14", "14 00 03 00 07 76 77 00 30 00 34 32", Command.Hardware, 3, 0, "vw·0·42"),
        new("15", "14 00 04 00 0b 76 77 00 33 00 32 31 2e 35 30 30", Command.Hardware, 4, 0, "vw·3·21.500"),
        new("16", "14 00 07 00 0e 76 77 00 35 00 61 00 31 00 32 2e 35 30 30", Command.Hardware, 7, 0, "vw·5·a·1·2.500"),
        new("17", "14 00 09 00 0a 76 77 00 32 30 30 00 01 00 ff", Command.Hardware, 9, 0, "vw·200·\u0001·\u00ff"),
        new("18", "14 00 08 00 05 76 77 00 36 00", Command.Hardware, 8, 0, "vw·6·"),
        new("19", "14 23 29 00 06 76 77 00 31 00 37", Command.Hardware, 9001, 0, "vw·1·7"),
        new("19b", "14 23 29 00 08 76 77 00 32 00 61 63 6b", Command.Hardware, 9001, 0, "vw·2·ack"),
        new("20", "14 23 2a 00 0a 76 77 00 32 30 30 00 78 00 79", Command.Hardware, 9002, 0, "vw·200·x·y"),
        new("21", "10 00 0a 00 00", Command.HardwareSync, 10, 0, ""),
        new("22", "10 00 0b 00 06 76 72 00 30 00 31", Command.HardwareSync, 11, 0, "vr·0·1"),
        new("22b", "14 00 0b 00 07 76 77 00 30 00 34 32", Command.Hardware, 11, 0, "vw·0·42"),
        new(
            "23",
            "13 00 0c 00 0f 31 00 63 6f 6c 6f 72 00 23 44 33 34 33 35 43",
            Command.Property,
            12,
            0,
            "1·color·#D3435C"
        ),
        new(
            "24",
            "13 00 0e 00 13 30 00 31 00 69 73 44 69 73 61 62 6c 65 64 00 74 72 75 65",
            Command.Property,
            14,
            0,
            "0·1·isDisabled·true"
        ),
        new("25", "40 00 10 00 08 68 6f 74 00 54 3d 39 31", Command.EventLog, 16, 0, "hot·T=91"),
        new("26", "41 00 11 00 03 68 6f 74", Command.EventClear, 17, 0, "hot"),
        new("26b", "41 00 12 00 07 68 6f 74 00 61 6c 6c", Command.EventClear, 18, 0, "hot·all"),
        new("27", "11 00 13 00 08 72 74 63 00 73 79 6e 63", Command.Internal, 19, 0, "rtc·sync"),
        new(
            "27b",
            "11 00 13 00 0e 72 74 63 00 31 37 36 37 32 32 35 36 30 30",
            Command.Internal,
            19,
            0,
            "rtc·1767225600"
        ),
        new("28", "11 00 14 00 08 75 74 63 00 74 69 6d 65", Command.Internal, 20, 0, "utc·time"),
        new(
            "28b",
            "11 00 14 00 16 75 74 63 00 74 69 6d 65 00 31 37 36 37 32 32 35 36 30 30 31 32 33",
            Command.Internal,
            20,
            0,
            "utc·time·1767225600123"
        ),
        new("29", "11 23 2d 00 0d 75 74 63 00 74 7a 00 31 32 30 00 36 30", Command.Internal, 9005, 0, "utc·tz·120·60"),
        new(
            "30",
            "11 00 15 00 16 6d 65 74 61 00 67 65 74 00 53 65 72 69 61 6c 20 4e 75 6d 62 65 72",
            Command.Internal,
            21,
            0,
            "meta·get·Serial Number"
        ),
        new(
            "30b",
            "11 00 15 00 17 6d 65 74 61 00 53 65 72 69 61 6c 20 4e 75 6d 62 65 72 00 53 4e 2d 37",
            Command.Internal,
            21,
            0,
            "meta·Serial Number·SN-7"
        ),
        new(
            "31",
            "11 00 16 00 1b 6d 65 74 61 00 73 65 74 00 53 65 72 69 61 6c 20 4e 75 6d 62 65 72 00 53 4e 2d 37",
            Command.Internal,
            22,
            0,
            "meta·set·Serial Number·SN-7"
        ),
        new("32", "15 00 17 00 01 62", Command.Group, 23, 0, "b"),
        new("32b", "14 00 18 00 06 76 77 00 30 00 31", Command.Hardware, 24, 0, "vw·0·1"),
        new("32c", "15 00 1a 00 01 65", Command.Group, 26, 0, "e"),
        new(
            "33",
            "15 00 1b 00 0f 74 00 31 37 30 30 30 30 30 30 30 30 31 32 33",
            Command.Group,
            27,
            0,
            "t·1700000000123"
        ),
        new(
            "34",
            "11 23 2f 00 12 6f 74 61 00 68 74 74 70 3a 2f 2f 68 2f 66 2e 62 69 6e",
            Command.Internal,
            9007,
            0,
            "ota·http://h/f.bin"
        ),
        new("35", "11 23 30 00 0a 64 62 67 00 72 65 62 6f 6f 74", Command.Internal, 9008, 0, "dbg·reboot"),
        new(
            "36",
            "0f 00 0d 00 25 36 34 00 69 00 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a",
            Command.Bridge,
            13,
            0,
            "64·i·ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ"
        ),
        new("37", "0f 00 0e 00 09 36 34 00 76 77 00 31 00 35", Command.Bridge, 14, 0, "64·vw·1·5"),
        new("37b", "0f 00 0e 00 06 76 77 00 31 00 35", Command.Bridge, 14, 0, "vw·1·5"),
        new("38", "0e 00 05 00 02 68 69", Command.Notify, 5, 0, "hi"),
        new("38b", "0d 00 06 00 09 61 40 62 2e 63 00 73 00 62", Command.Email, 6, 0, "a@b.c·s·b"),
        new("38c", "0c 00 07 00 01 74", Command.Tweet, 7, 0, "t"),
        new("39", "14 23 34 00 06 64 77 00 33 00 30", Command.Hardware, 9012, 0, "dw·3·0"),
        new("39b", "14 23 34 00 04 64 72 00 33", Command.Hardware, 9012, 0, "dr·3"),
        new("40", "00 23 33 00 02", Command.Response, 9011, 2, ""),
        new("40b", "14 23 33 00 04 76 72 00 31", Command.Hardware, 9011, 0, "vr·1"),
        new("41", "00 00 07 00 01", Command.Response, 7, 1, ""),
        new("42", "14 00 0c 00 06 76 77 00 37 00 e9", Command.Hardware, 12, 0, "vw·7·\u00e9"),
        new("42b", "14 00 09 00 07 76 77 00 37 00 c3 a9", Command.Hardware, 9, 0, "vw·7·\u00c3\u00a9"),
    ];

    public static byte[] Bytes(string number) => Array.Find(All, frame => frame.Number == number)!.Bytes;
}

internal sealed record GoldenFrame(
    string Number,
    string Hex,
    Command Command,
    ushort MessageId,
    ushort Status,
    string BodyText
)
{
    public byte[] Bytes => Convert.FromHexString(Hex.Replace(" ", "", StringComparison.Ordinal));

    public byte[] Body => System.Text.Encoding.Latin1.GetBytes(BodyText.Replace('·', '\0'));

    public override string ToString() => $"{Number} {Command} {MessageId}";
}
