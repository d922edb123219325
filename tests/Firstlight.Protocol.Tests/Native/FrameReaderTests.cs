using System.Buffers;
using Firstlight.Protocol.Native;

namespace Firstlight.Protocol.Tests.Native;

public sealed class FrameReaderTests
{
    [Fact]
    public void A_frame_that_has_not_all_arrived_consumes_nothing()
    {
        var login = GoldenFrames.Bytes("1");
        for (var cut = 0; cut < login.Length; cut++)
        {
            var input = new ReadOnlySequence<byte>(login, 0, cut);

            FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out _).ShouldBeFalse();

            input.Length.ShouldBe(cut);
        }
    }

    [Theory]
    [InlineData("1d000101010000")]
    [InlineData("1d00010101")]
    [InlineData("14ffffffff")]
    public void A_body_over_the_limit_is_refused_on_the_header_alone(string hex)
    {
        var violation = Should.Throw<ProtocolViolationException>(() => Read(hex, NativeLimits.LoginBodyBytesMax));

        violation.Message.ShouldContain("256");
    }

    [Fact]
    public void A_body_of_exactly_the_limit_is_taken()
    {
        var frame = new byte[NativeLimits.HeaderBytes + 256];
        (frame[0], frame[2], frame[3]) = (20, 1, 1);
        var input = new ReadOnlySequence<byte>(frame);

        FrameReader.TryRead(ref input, 256, out var read).ShouldBeTrue();

        read.Body.Length.ShouldBe(256);
    }

    [Theory]
    [InlineData("1d00000020")]
    [InlineData("00000000c8")]
    [InlineData("0600000000")]
    public void Message_id_zero_is_a_violation(string hex) =>
        Should
            .Throw<ProtocolViolationException>(() => Read(hex, NativeLimits.BodyBytesMax))
            .Message.ShouldContain("Message id 0");

    [Fact]
    public void A_response_has_no_body_however_large_its_status()
    {
        var input = new ReadOnlySequence<byte>([0, 0, 1, 0xff, 0xff]);

        FrameReader.TryRead(ref input, 0, out var frame).ShouldBeTrue();

        frame.Status.ShouldBe(ushort.MaxValue);
    }

    [Fact]
    public void A_violation_never_quotes_the_body()
    {
        var token = "0123456789abcdefghijklmnopqrs-_Z"u8.ToArray();

        var violation = Should.Throw<ProtocolViolationException>(() =>
        {
            var input = new ReadOnlySequence<byte>([29, 0, 0, 0, 32, .. token]);
            FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out _);
        });

        violation.ToString().ShouldNotContain("abcdef");
    }

    [Fact]
    public void Unknown_command_bytes_are_still_frames()
    {
        var input = new ReadOnlySequence<byte>([99, 0, 1, 0, 1, 7]);

        FrameReader.TryRead(ref input, 1, out var frame).ShouldBeTrue();

        frame.CommandByte.ShouldBe((byte)99);
        Enum.IsDefined(frame.Command).ShouldBeFalse();
    }

    private static void Read(string hex, int bodyBytesMax)
    {
        var input = new ReadOnlySequence<byte>(Convert.FromHexString(hex));
        FrameReader.TryRead(ref input, bodyBytesMax, out _);
    }
}
