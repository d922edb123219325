using System.Buffers;
using Firstlight.Protocol.Native;

namespace Firstlight.Protocol.Tests.Native;

/// <summary>What the body parsers take beyond the captures, and what they refuse.</summary>
public sealed class BodyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("vw")]
    [InlineData("vw·")]
    [InlineData("vw··1")]
    [InlineData("vw·1")]
    [InlineData("dw·1")]
    [InlineData("vw·256·1")]
    [InlineData("vw·999·1")]
    [InlineData("vw·0001·1")]
    [InlineData("vw·-1·1")]
    [InlineData("vw·+1·1")]
    [InlineData("vw· 1·1")]
    [InlineData("vw·A0·1")]
    [InlineData("vw·V1·1")]
    [InlineData("vx·1·1")]
    [InlineData("VW·1·1")]
    [InlineData("vww·1·1")]
    [InlineData("vw 1 1")]
    [InlineData("·vw·1·1")]
    [InlineData("vr·1000")]
    public void A_pin_message_is_refused(string body) => PinMessage.TryRead(Wire.Body(body), out _).ShouldBeFalse();

    [Theory]
    [InlineData("vw·255·", 255, "")]
    [InlineData("vw·007·1", 7, "1")]
    [InlineData("vw·1··", 1, "·")]
    [InlineData("vr·12", 12, "")]
    [InlineData("pm·13·out·2·in", 13, "out·2·in")]
    public void A_pin_message_is_taken(string body, byte pin, string value)
    {
        PinMessage.TryRead(Wire.Body(body), out var message).ShouldBeTrue();
        message.Pin.ShouldBe(pin);
        message.DecodeValue().Replace('\0', '·').ShouldBe(value);
    }

    [Fact]
    public void Every_verb_and_pin_comes_back_as_written()
    {
        foreach (var verb in Enum.GetValues<PinVerb>())
        {
            for (var pin = 0; pin <= byte.MaxValue; pin++)
            {
                var output = new ArrayBufferWriter<byte>();
                PinMessage.Write(output, 1, verb, (byte)pin, "x");
                var body = new ReadOnlySequence<byte>(output.WrittenMemory[NativeLimits.HeaderBytes..]);

                PinMessage.TryRead(body, out var message).ShouldBeTrue();
                (message.Verb, message.Pin, message.DecodeValue()).ShouldBe((verb, (byte)pin, "x"));
                PinMessage.BodyBytes((byte)pin, 1).ShouldBe((int)body.Length);
            }
        }
    }

    [Fact]
    public void Writing_what_no_frame_can_hold_is_the_callers_fault()
    {
        var output = new ArrayBufferWriter<byte>();
        var tooLong = new byte[ushort.MaxValue];

        Should.Throw<ArgumentOutOfRangeException>(() => PinMessage.Write(output, 1, PinVerb.VirtualWrite, 0, tooLong));
        Should.Throw<ArgumentOutOfRangeException>(() => PinMessage.Write(output, 0, PinVerb.VirtualWrite, 0, "1"));
        Should.Throw<ArgumentOutOfRangeException>(() => PinMessage.WriteRead(output, 1, PinVerb.VirtualWrite, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => FrameWriter.Write(output, Command.Response, 1, "200"));
        Should.Throw<ArgumentOutOfRangeException>(() => FrameWriter.Write(output, Command.Ping, 0));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            FrameWriter.Write(output, Command.Internal, 1, new string('x', 65_536))
        );
        output.WrittenCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("vr")]
    [InlineData("vr·")]
    [InlineData("vw·1")]
    [InlineData("vr·x")]
    [InlineData("vr·256")]
    [InlineData("vr··1")]
    public void A_sync_request_is_refused(string body) => SyncRequest.TryRead(Wire.Body(body), out _).ShouldBeFalse();

    [Fact]
    public void A_sync_request_may_name_every_pin_but_not_more()
    {
        var pins = string.Concat(Enumerable.Range(0, 256).Select(pin => $"·{pin}"));

        SyncRequest.TryRead(Wire.Body($"vr{pins}"), out var all).ShouldBeTrue();
        all.Pins!.Count.ShouldBe(SyncRequest.PinsMax);
        SyncRequest.TryRead(Wire.Body($"vr{pins}·"), out _).ShouldBeTrue();
        SyncRequest.TryRead(Wire.Body($"vr{pins}·0"), out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("color·red")]
    [InlineData("1·color")]
    [InlineData("1·2")]
    [InlineData("256·color·red")]
    [InlineData("1··red")]
    public void A_property_is_refused(string body) => PropertyMessage.TryRead(Wire.Body(body), out _).ShouldBeFalse();

    [Fact]
    public void A_property_keeps_several_values_joined_and_may_be_empty()
    {
        PropertyMessage.TryRead(Wire.Body("1·labels·a·b·3"), out var labels).ShouldBeTrue();
        labels.Value.ShouldBe("a\0b\03");
        PropertyMessage.TryRead(Wire.Body("1·label·"), out var empty).ShouldBeTrue();
        empty.Value.ShouldBe("");
    }

    [Theory]
    [InlineData("")]
    [InlineData("·text")]
    public void An_event_without_code_is_refused(string body)
    {
        EventLog.TryRead(Wire.Body(body), out _).ShouldBeFalse();
        EventClear.TryRead(Wire.Body(body), out _).ShouldBeFalse();
    }

    [Fact]
    public void An_event_without_description_has_none()
    {
        EventLog.TryRead(Wire.Body("hot"), out var message).ShouldBeTrue();
        message.Description.ShouldBeNull();
        EventClear.TryRead(Wire.Body("hot·every"), out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("t")]
    [InlineData("t·")]
    [InlineData("t·-1")]
    [InlineData("t·1.5")]
    [InlineData("t·99999999999999999999")]
    [InlineData("t·253402300800000")]
    [InlineData("b·1")]
    public void A_group_mark_is_refused(string body) => GroupMessage.TryRead(Wire.Body(body), out _).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("·80")]
    [InlineData("host·0")]
    [InlineData("host·65536")]
    [InlineData("host·x")]
    [InlineData("host·80·1")]
    public void A_redirect_is_refused(string body) => Redirect.TryRead(Wire.Body(body), out _).ShouldBeFalse();

    [Theory]
    [InlineData("a.b.co", 80, 9, "a.b.co·080")] // would be read as "wrong token"
    [InlineData("a.b.com", 80, 10, "a.b.com·80")]
    [InlineData("a.b", 18083, 9, "a.b·018083")]
    [InlineData("a.b", 8083, 8, "a.b·8083")]
    public void A_redirect_is_never_as_long_as_a_status_code_of_a_login(string host, int port, int plain, string body)
    {
        $"{host}·{port}".Length.ShouldBe(plain);
        var output = new ArrayBufferWriter<byte>();

        new Redirect(host, (ushort)port).Write(output, 1);

        Wire.Body(body).ToArray().ShouldBe(output.WrittenSpan[5..].ToArray());
        Redirect.TryRead(Wire.Body(body), out var read).ShouldBeTrue();
        read.ShouldBe(new Redirect(host, (ushort)port));
    }

    [Fact]
    public void A_redirect_of_200_bytes_is_no_success()
    {
        var output = new ArrayBufferWriter<byte>();
        new Redirect(new string('h', 197), 80).Write(output, 1);
        output.WrittenSpan.Length.ShouldBe(5 + 201);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("host·")]
    public void A_redirect_without_port_means_80(string body)
    {
        Redirect.TryRead(Wire.Body(body), out var redirect).ShouldBeTrue();
        redirect.ShouldBe(new Redirect("host", 80));
    }

    [Theory]
    [InlineData("", InternalKind.Empty)]
    [InlineData("rtc", InternalKind.LocalClock)]
    [InlineData("rtcx", InternalKind.Information)]
    [InlineData("RTC", InternalKind.Information)]
    [InlineData("·rtc", InternalKind.Information)]
    [InlineData("meta", InternalKind.Metadata)]
    [InlineData("metas", InternalKind.Information)]
    [InlineData("mcu·1", InternalKind.Information)]
    [InlineData("acon", InternalKind.AppCame)]
    [InlineData("adis", InternalKind.AppWent)]
    public void Only_the_whole_word_tells_an_internal_frame(string body, InternalKind kind) =>
        InternalKinds.Of(Wire.Body(body)).ShouldBe(kind);

    [Theory]
    [InlineData("utc")]
    [InlineData("utc·")]
    [InlineData("utc·now")]
    [InlineData("utc·time·1")]
    [InlineData("rtc·time")]
    public void A_time_question_is_refused(string body) =>
        TimeQuestions.TryRead(Wire.Body(body), out _).ShouldBeFalse();

    [Theory]
    [InlineData("time", TimeQuestion.UnixMilliseconds)]
    [InlineData("iso", TimeQuestion.Iso)]
    [InlineData("tz", TimeQuestion.Offsets)]
    [InlineData("tz_name", TimeQuestion.ZoneName)]
    [InlineData("tz_rule", TimeQuestion.ZoneRule)]
    [InlineData("dst_next", TimeQuestion.NextChanges)]
    public void Every_time_question_has_its_word(string word, TimeQuestion question)
    {
        TimeQuestions.TryRead(Wire.Body($"utc·{word}"), out var read).ShouldBeTrue();
        read.ShouldBe(question);
        Wire.Hex(output => TimeQuestions.Write(output, 1, question))
            .ShouldBe(Wire.Hex(output => FrameWriter.Write(output, Command.Internal, 1, "utc", word)));
    }

    [Theory]
    [InlineData("rtc·1357041599")]
    [InlineData("rtc·99999999999999")]
    [InlineData("rtc·-5")]
    [InlineData("rtc")]
    [InlineData("utc·1767225600")]
    public void A_local_clock_is_refused(string body) =>
        InternalFrames.TryReadLocalClock(Wire.Body(body), out _).ShouldBeFalse();

    [Fact]
    public void The_local_clock_shows_the_wall_and_not_the_instant()
    {
        var inBerlin = new DateTimeOffset(2026, 7, 1, 14, 30, 0, TimeSpan.FromHours(2));
        var output = new ArrayBufferWriter<byte>();

        InternalFrames.WriteLocalClock(output, 1, inBerlin);

        var body = new ReadOnlySequence<byte>(output.WrittenMemory[NativeLimits.HeaderBytes..]);
        InternalFrames.TryReadLocalClock(body, out var local).ShouldBeTrue();
        local.ShouldBe(inBerlin.DateTime);
    }

    [Theory]
    [InlineData("meta")]
    [InlineData("meta·get")]
    [InlineData("meta·get·")]
    [InlineData("meta·set·name")]
    [InlineData("meta·set··value")]
    [InlineData("meta·drop·name")]
    public void A_metadata_request_is_refused(string body) =>
        MetadataRequest.TryRead(Wire.Body(body), out _).ShouldBeFalse();

    [Fact]
    public void A_metadata_field_may_be_set_to_nothing()
    {
        MetadataRequest.TryRead(Wire.Body("meta·set·Name·"), out var request).ShouldBeTrue();
        request.ShouldBe(new MetadataRequest("Name", ""));
    }
}
