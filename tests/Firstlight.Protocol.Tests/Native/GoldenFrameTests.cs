using System.Buffers;
using Firstlight.Protocol.Native;

namespace Firstlight.Protocol.Tests.Native;

public sealed class GoldenFrameTests
{
    public static TheoryData<string> Numbers => [.. GoldenFrames.All.Select(frame => frame.Number)];

    [Fact]
    public void The_table_is_complete() =>
        GoldenFrames
            .All.Select(frame => frame.Number.TrimEnd('b', 'c'))
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(1, 42).Select(number => number.ToString()));

    [Theory, MemberData(nameof(Numbers))]
    public void A_captured_frame_is_read_as_what_it_means(string number)
    {
        var golden = Find(number);
        var input = new ReadOnlySequence<byte>(golden.Bytes);

        FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame).ShouldBeTrue();

        frame.Command.ShouldBe(golden.Command);
        frame.MessageId.ShouldBe(golden.MessageId);
        frame.Status.ShouldBe(golden.Status);
        frame.Body.ToArray().ShouldBe(golden.Body);
        input.IsEmpty.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Its_meaning_is_written_byte_for_byte(string number)
    {
        var golden = Find(number);

        var hex = Wire.Hex(output =>
        {
            if (golden.Command == Command.Response)
                FrameWriter.WriteResponse(output, golden.MessageId, (StatusCode)golden.Status);
            else
                FrameWriter.Write(output, golden.Command, golden.MessageId, golden.Body);
        });

        hex.ShouldBe(golden.Hex);
    }

    [Fact]
    public void The_old_python_librarys_answer_to_a_ping_is_a_response_with_three_stray_bytes()
    {
        var input = new ReadOnlySequence<byte>(Convert.FromHexString("0023290003323030"));

        FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame).ShouldBeTrue();

        frame.Status.ShouldBe((ushort)StatusCode.NotRegistered);
        input.ToArray().ShouldBe("200"u8.ToArray());
    }

    public static TheoryData<string, Action<IBufferWriter<byte>>> Composed =>
        new()
        {
            { "1", output => FrameWriter.Write(output, Command.HardwareLogin, 1, "0123456789abcdefghijklmnopqrs-_Z") },
            { "6", output => new Redirect("127.0.0.1", 18083).Write(output, 1) },
            { "8", output => UnoInformation.Write(output, 2) },
            { "12", output => FrameWriter.Write(output, Command.Ping, 15) },
            { "14", output => PinMessage.Write(output, 3, PinVerb.VirtualWrite, 0, "42") },
            { "15", output => PinMessage.Write(output, 4, PinVerb.VirtualWrite, 3, "21.500"u8) },
            { "16", output => PinMessage.Write(output, 7, PinVerb.VirtualWrite, 5, "a\01\02.500") },
            { "17", output => PinMessage.Write(output, 9, PinVerb.VirtualWrite, 200, [1, 0, 255]) },
            { "18", output => PinMessage.Write(output, 8, PinVerb.VirtualWrite, 6, "") },
            { "19", output => PinMessage.Write(output, 9001, PinVerb.VirtualWrite, 1, "7") },
            { "20", output => PinMessage.Write(output, 9002, PinVerb.VirtualWrite, 200, "x\0y") },
            { "21", output => SyncRequest.WriteAll(output, 10) },
            { "22", output => SyncRequest.Write(output, 11, 0, 1) },
            { "22b", output => PinMessage.Write(output, 11, PinVerb.VirtualWrite, 0, "42") },
            { "23", output => PropertyMessage.Write(output, 12, 1, "color", "#D3435C") },
            { "25", output => EventLog.Write(output, 16, "hot", "T=91") },
            { "26", output => EventClear.Write(output, 17, "hot", all: false) },
            { "26b", output => EventClear.Write(output, 18, "hot", all: true) },
            { "27", output => InternalFrames.WriteLocalClockRequest(output, 19) },
            {
                "27b",
                output => InternalFrames.WriteLocalClock(output, 19, DateTimeOffset.FromUnixTimeSeconds(1767225600))
            },
            { "28", output => TimeQuestions.Write(output, 20, TimeQuestion.UnixMilliseconds) },
            { "28b", output => TimeQuestions.WriteAnswer(output, 20, TimeQuestion.UnixMilliseconds, "1767225600123") },
            { "29", output => TimeQuestions.WriteAnswer(output, 9005, TimeQuestion.Offsets, "120", "60") },
            { "30", output => new MetadataRequest("Serial Number", null).Write(output, 21) },
            { "30b", output => MetadataRequest.WriteValue(output, 21, "Serial Number", "SN-7") },
            { "31", output => new MetadataRequest("Serial Number", "SN-7").Write(output, 22) },
            { "32", output => new GroupMessage(GroupAction.Begin, 0).Write(output, 23) },
            { "32c", output => new GroupMessage(GroupAction.End, 0).Write(output, 26) },
            { "33", output => new GroupMessage(GroupAction.BeginAt, 1700000000123).Write(output, 27) },
            { "34", output => InternalFrames.WriteFirmwareUpdate(output, 9007, "http://h/f.bin") },
            { "35", output => InternalFrames.WriteConsole(output, 9008, "reboot") },
            { "39", output => PinMessage.Write(output, 9012, PinVerb.DigitalWrite, 3, "0") },
            { "39b", output => PinMessage.WriteRead(output, 9012, PinVerb.DigitalRead, 3) },
            { "40b", output => PinMessage.WriteRead(output, 9011, PinVerb.VirtualRead, 1) },
            { "42b", output => PinMessage.Write(output, 9, PinVerb.VirtualWrite, 7, "é") },
        };

    [Theory, MemberData(nameof(Composed))]
    public void What_we_send_ourselves_matches_the_capture(string number, Action<IBufferWriter<byte>> write) =>
        Wire.Hex(write).ShouldBe(Find(number).Hex);

    private static readonly DeviceInformation UnoInformation = new()
    {
        FirmwareVersion = "0.1.0",
        FirmwareType = "TMPL00AABBCC",
        Build = "Jan  1 2025 00:00:00",
        LibraryVersion = "1.4.0",
        HeartbeatSeconds = 40,
        ReceiveBytesMax = 256,
        Board = "Arduino Uno",
        Cpu = "ATmega328P",
        Connection = "W5000",
        TemplateId = "TMPL00AABBCC",
    };

    private static GoldenFrame Find(string number) => Array.Find(GoldenFrames.All, frame => frame.Number == number)!;
}
