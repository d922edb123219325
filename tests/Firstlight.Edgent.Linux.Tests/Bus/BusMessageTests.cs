namespace Firstlight.Edgent.Linux.Tests.Bus;

public sealed class BusMessageTests
{
    [Fact]
    public void The_first_call_has_the_bytes_of_the_specification()
    {
        var hello = new BusMessage
        {
            Kind = BusMessageKind.Call,
            Serial = 1,
            Destination = "org.freedesktop.DBus",
            Path = "/org/freedesktop/DBus",
            Interface = "org.freedesktop.DBus",
            Member = "Hello",
        };

        Convert.ToHexString(hello.ToBytes()).ShouldBe(Convert.ToHexString(GoldenMessages.Hello));
        BusMessage.Read(GoldenMessages.Hello, out var length)!.ToBytes().ShouldBe(GoldenMessages.Hello);
        length.ShouldBe(GoldenMessages.Hello.Length);
    }

    [Fact]
    public void A_message_of_the_other_byte_order_is_read()
    {
        var signal = BusMessage.Read(GoldenMessages.BigEndianSignal, out _)!;

        signal.Kind.ShouldBe(BusMessageKind.Signal);
        (signal.Path, signal.Interface, signal.Member).ShouldBe(("/d", "a.b", "StateChanged"));
        signal.Serial.ShouldBe(42u);
        signal.Body.ShouldBe([120u, 60u, 7u]);
    }

    [Fact]
    public void Half_a_message_waits_for_the_rest()
    {
        for (var length = 0; length < GoldenMessages.BigEndianSignal.Length; length++)
            BusMessage.Read(GoldenMessages.BigEndianSignal.AsSpan(0, length), out _).ShouldBeNull();

        byte[] both = [.. GoldenMessages.BigEndianSignal, .. GoldenMessages.Hello];
        BusMessage.Read(both, out var first).ShouldNotBeNull();
        first.ShouldBe(GoldenMessages.BigEndianSignal.Length);
    }

    [Fact]
    public void A_message_that_claims_to_be_huge_is_refused_before_it_comes()
    {
        var bytes = (byte[])GoldenMessages.Hello.Clone();
        bytes[7] = 0x07; // A body of 112 MiB, which the protocol would allow.

        Should.Throw<BusFormatException>(() => BusMessage.Read(bytes, out _));
    }

    [Fact]
    public void A_message_prints_no_value()
    {
        var call = new BusCall("a.b", "/c", "d.e", "Add", "s", "secret-password");

        call.ToString().ShouldNotContain("secret");
        new BusMessage
        {
            Kind = BusMessageKind.Call,
            Signature = "s",
            Body = ["secret-password"],
        }
            .ToString()
            .ShouldNotContain("secret");
    }
}
