using System.Buffers;
using Firstlight.Protocol.Native;

namespace Firstlight.Protocol.Tests.Native;

/// <summary>The captured bodies through the body parsers, each in one piece and cut at every place.</summary>
public sealed class GoldenBodyTests
{
    [Theory]
    [InlineData("14", PinVerb.VirtualWrite, 0, "42")]
    [InlineData("15", PinVerb.VirtualWrite, 3, "21.500")]
    [InlineData("16", PinVerb.VirtualWrite, 5, "a·1·2.500")]
    [InlineData("18", PinVerb.VirtualWrite, 6, "")]
    [InlineData("19", PinVerb.VirtualWrite, 1, "7")]
    [InlineData("19b", PinVerb.VirtualWrite, 2, "ack")]
    [InlineData("20", PinVerb.VirtualWrite, 200, "x·y")]
    [InlineData("22b", PinVerb.VirtualWrite, 0, "42")]
    [InlineData("32b", PinVerb.VirtualWrite, 0, "1")]
    [InlineData("39", PinVerb.DigitalWrite, 3, "0")]
    [InlineData("39b", PinVerb.DigitalRead, 3, "")]
    [InlineData("40b", PinVerb.VirtualRead, 1, "")]
    [InlineData("42", PinVerb.VirtualWrite, 7, "é")]
    [InlineData("42b", PinVerb.VirtualWrite, 7, "é")]
    public void Pin_messages(string number, PinVerb verb, byte pin, string value)
    {
        foreach (var body in Pieces(number))
        {
            PinMessage.TryRead(body, out var message).ShouldBeTrue();
            (message.Verb, message.Pin).ShouldBe((verb, pin));
            message.DecodeValue().Replace('\0', '·').ShouldBe(value);
        }
    }

    [Fact]
    public void Raw_bytes_of_a_pin_keep_every_byte()
    {
        foreach (var body in Pieces("17"))
        {
            PinMessage.TryRead(body, out var message).ShouldBeTrue();
            message.Pin.ShouldBe((byte)200);
            message.Value.ToArray().ShouldBe([1, 0, 255]);
        }
    }

    [Fact]
    public void Device_information_of_the_linux_library_with_its_final_nul() =>
        DeviceInformation
            .Read(Whole("7"))
            .ShouldBe(
                new DeviceInformation
                {
                    LibraryVersion = "1.4.0",
                    HeartbeatSeconds = 40,
                    ReceiveBytesMax = 4096,
                    Board = "Linux",
                    FirmwareType = "TMPL00AABBCC",
                    FirmwareVersion = "0.1.0",
                    Build = "Jan  1 2025 00:00:00",
                    Connection = "Socket",
                    TemplateId = "TMPL00AABBCC",
                }
            );

    [Fact]
    public void Device_information_of_a_board() =>
        DeviceInformation
            .Read(Whole("8"))
            .ShouldBe(
                new DeviceInformation
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
                }
            );

    [Fact]
    public void Device_information_of_the_script_libraries()
    {
        var python = DeviceInformation.Read(Whole("9"));
        (python.HeartbeatSeconds, python.ReceiveBytesMax, python.Board).ShouldBe((4, 1024, "python"));

        var node = DeviceInformation.Read(Whole("10"));
        (node.HeartbeatSeconds, node.ReceiveBytesMax, node.Board).ShouldBe((null, 4096, "js"));
        node.LibraryVersion.ShouldBe("0.5.4");
    }

    [Theory]
    [InlineData("7", InternalKind.Information)]
    [InlineData("8", InternalKind.Information)]
    [InlineData("27", InternalKind.LocalClock)]
    [InlineData("28", InternalKind.Time)]
    [InlineData("30", InternalKind.Metadata)]
    [InlineData("34", InternalKind.FirmwareUpdate)]
    [InlineData("35", InternalKind.Console)]
    public void Internal_frames_are_told_apart(string number, InternalKind kind)
    {
        foreach (var body in Pieces(number))
            InternalKinds.Of(body).ShouldBe(kind);
    }

    [Fact]
    public void Sync_property_event_group_and_redirect()
    {
        SyncRequest.TryRead(Whole("21"), out var all).ShouldBeTrue();
        all.Pins.ShouldBeNull();
        SyncRequest.TryRead(Whole("22"), out var some).ShouldBeTrue();
        some.Pins.ShouldBe([0, 1]);

        PropertyMessage.TryRead(Whole("23"), out var color).ShouldBeTrue();
        (color.Name, color.Value).ShouldBe(("color", "#D3435C"));
        PropertyMessage.TryRead(Whole("24"), out var disabled).ShouldBeTrue();
        disabled.Pins.ShouldBe([0, 1]);
        (disabled.Name, disabled.Value).ShouldBe(("isDisabled", "true"));

        EventLog.TryRead(Whole("25"), out var logged).ShouldBeTrue();
        logged.ShouldBe(new EventLog("hot", "T=91"));
        EventClear.TryRead(Whole("26"), out var newest).ShouldBeTrue();
        newest.ShouldBe(new EventClear("hot", All: false));
        EventClear.TryRead(Whole("26b"), out var every).ShouldBeTrue();
        every.ShouldBe(new EventClear("hot", All: true));

        GroupMessage.TryRead(Whole("32"), out var begin).ShouldBeTrue();
        begin.Action.ShouldBe(GroupAction.Begin);
        GroupMessage.TryRead(Whole("32c"), out var end).ShouldBeTrue();
        end.Action.ShouldBe(GroupAction.End);
        GroupMessage.TryRead(Whole("33"), out var at).ShouldBeTrue();
        at.ShouldBe(new GroupMessage(GroupAction.BeginAt, 1700000000123));

        Redirect.TryRead(Whole("6"), out var redirect).ShouldBeTrue();
        redirect.ShouldBe(new Redirect("127.0.0.1", 18083));
    }

    [Fact]
    public void Clock_time_and_metadata()
    {
        InternalFrames.TryReadLocalClock(Whole("27b"), out var local).ShouldBeTrue();
        local.ShouldBe(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified));

        TimeQuestions.TryRead(Whole("28"), out var question).ShouldBeTrue();
        question.ShouldBe(TimeQuestion.UnixMilliseconds);
        TimeQuestions.TryReadAnswer(Whole("29"), out question, out var offsets).ShouldBeTrue();
        question.ShouldBe(TimeQuestion.Offsets);
        offsets.ShouldBe(["120", "60"]);

        MetadataRequest.TryRead(Whole("30"), out var get).ShouldBeTrue();
        get.ShouldBe(new MetadataRequest("Serial Number", null));
        MetadataRequest.TryRead(Whole("31"), out var set).ShouldBeTrue();
        set.ShouldBe(new MetadataRequest("Serial Number", "SN-7"));
        MetadataRequest.TryReadValue(Whole("30b"), out var name, out var value).ShouldBeTrue();
        (name, value).ShouldBe(("Serial Number", "SN-7"));

        InternalFrames.ReadArgument(Whole("34")).ShouldBe("http://h/f.bin");
        InternalFrames.ReadArgument(Whole("35")).ShouldBe("reboot");
    }

    private static ReadOnlySequence<byte> Whole(string number) => new(Body(number));

    private static IEnumerable<ReadOnlySequence<byte>> Pieces(string number)
    {
        var body = Body(number);
        for (var cut = 0; cut <= body.Length; cut++)
            yield return Wire.Segmented(body, cut);
    }

    private static byte[] Body(string number) => Array.Find(GoldenFrames.All, frame => frame.Number == number)!.Body;
}
