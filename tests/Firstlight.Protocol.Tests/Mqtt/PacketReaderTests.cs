using System.Buffers;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Tests.Native;

namespace Firstlight.Protocol.Tests.Mqtt;

/// <summary>What breaks a rule is named, and the rule with it.</summary>
public sealed class PacketReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("30 80")]
    [InlineData("30 80 80 80")]
    [InlineData("30 05 00 03 61 2f")]
    public void Too_few_bytes_are_waited_for(string hex)
    {
        var input = Bytes(hex);
        var before = input.Length;

        PacketReader.Read(ref input, 100_000_000, out _, out _).ShouldBe(ReadOutcome.More);
        input.Length.ShouldBe(before);
    }

    [Theory]
    [InlineData("00 00", ReasonCode.MalformedPacket, "Packet type 0")]
    [InlineData("11 00", ReasonCode.MalformedPacket, "Flags 1 are illegal in packet type Connect")]
    [InlineData("80 05", ReasonCode.MalformedPacket, "Flags 0 are illegal in packet type Subscribe")]
    [InlineData("60 02", ReasonCode.MalformedPacket, "Flags 0 are illegal in packet type PubRel")]
    [InlineData("a0 02", ReasonCode.MalformedPacket, "Flags 0 are illegal in packet type Unsubscribe")]
    [InlineData("c8 00", ReasonCode.MalformedPacket, "Flags 8 are illegal in packet type PingReq")]
    [InlineData("36 00", ReasonCode.MalformedPacket, "both bits of its QoS")]
    [InlineData("30 80 80 80 80", ReasonCode.MalformedPacket, "more than 4 bytes")]
    [InlineData("30 e9 07", ReasonCode.PacketTooLarge, "A Publish of 1001 bytes was announced; at most 1000")]
    [InlineData("30 ff ff ff 7f", ReasonCode.PacketTooLarge, "268435455")]
    public void A_header_that_can_never_be_one_is_refused_before_anything_is_kept(
        string hex,
        ReasonCode reason,
        string words
    )
    {
        var input = Bytes(hex);

        PacketReader.Read(ref input, 1_000, out _, out var violation).ShouldBe(ReadOutcome.Violation);

        violation.Reason.ShouldBe(reason);
        violation.What.ShouldContain(words);
    }

    [Theory]
    [InlineData(MqttVersion.V311, "10 06 00 04 48 54 54 50", "protocol level")]
    [InlineData(MqttVersion.V311, "10 0c 00 04 4d 51 54 54 04 03 00 2d 00 00", "reserved connect flag")]
    [InlineData(MqttVersion.V311, "10 0c 00 04 4d 51 54 54 04 1e 00 2d 00 00", "QoS of 3")]
    [InlineData(MqttVersion.V311, "10 0c 00 04 4d 51 54 54 04 22 00 2d 00 00", "no will")]
    [InlineData(MqttVersion.V311, "10 0c 00 04 4d 51 54 54 04 42 00 2d 00 00", "password without a user name")]
    [InlineData(
        MqttVersion.V311,
        "10 0d 00 04 4d 51 54 54 04 02 00 2d 00 00 00",
        "1 bytes follow the end of a Connect"
    )]
    [InlineData(MqttVersion.V311, "10 0c 00 04 4d 51 54 54 04 82 00 2d 00 00", "ends before the end of its user name")]
    [InlineData(MqttVersion.V311, "10 0c 00 06 4d 51 49 73 64 70 03 02 00 2d", "level 3 is not spoken")]
    [InlineData(MqttVersion.V5, "10 0c 00 04 4d 51 54 54 06 02 00 2d 00 00", "level 6 is not spoken")]
    [InlineData(MqttVersion.V311, "10 13 00 04 4d 51 54 54 04 06 00 2d 00 00 00 02 61 23 00 01 78", "will's topic")]
    [InlineData(MqttVersion.V311, "30 02 00 00", "no topic")]
    [InlineData(MqttVersion.V311, "38 03 00 01 61", "marked as a duplicate")]
    [InlineData(MqttVersion.V311, "30 03 00 01 23", "no wildcards")]
    [InlineData(MqttVersion.V311, "30 05 00 03 61 2b 62", "no wildcards")]
    [InlineData(MqttVersion.V311, "30 03 00 01 00", "null character")]
    [InlineData(MqttVersion.V311, "30 05 00 03 ed a0 80", "surrogate")] // U+D800
    [InlineData(MqttVersion.V311, "30 04 00 02 c0 80", "not UTF-8")] // an overlong null
    [InlineData(MqttVersion.V311, "32 05 00 01 61 00 00", "Packet id 0")]
    [InlineData(MqttVersion.V311, "32 04 00 01 61 00", "end of its packet id")]
    [InlineData(MqttVersion.V5, "30 05 00 00 03 23 00", "ends before the end of its properties")]
    [InlineData(MqttVersion.V5, "30 06 00 00 03 23 00 00", "TopicAlias has a value")]
    [InlineData(MqttVersion.V5, "30 06 00 01 61 02 01 02", "PayloadFormatIndicator has a value")]
    [InlineData(MqttVersion.V5, "30 08 00 01 61 04 01 01 01 01", "is there twice")]
    [InlineData(MqttVersion.V5, "30 07 00 01 61 03 21 00 01", "ReceiveMaximum has no place in Publish")]
    [InlineData(MqttVersion.V5, "30 06 00 01 61 02 7f 00", "no property 127")]
    [InlineData(MqttVersion.V5, "30 09 00 01 61 05 08 00 02 61 23", "ResponseTopic has a value")]
    [InlineData(MqttVersion.V5, "30 05 00 01 61 80 00", "more bytes than it needs")]
    [InlineData(MqttVersion.V311, "40 03 00 01 00", "1 bytes follow")]
    [InlineData(MqttVersion.V5, "40 03 00 01 85", "cannot say reason 0x85")]
    [InlineData(MqttVersion.V311, "82 02 00 01", "names no filter")]
    [InlineData(MqttVersion.V311, "82 06 00 01 00 01 61 03", "QoS or retain handling of 3")]
    [InlineData(MqttVersion.V311, "82 06 00 01 00 01 61 04", "Reserved bits")]
    [InlineData(MqttVersion.V5, "82 07 00 01 00 00 01 61 40", "Reserved bits")]
    [InlineData(MqttVersion.V5, "82 07 00 01 00 00 01 61 30", "QoS or retain handling of 3")]
    [InlineData(MqttVersion.V311, "82 05 00 01 00 01 61", "end of its subscription options")]
    [InlineData(MqttVersion.V311, "a2 02 00 01", "names no filter")]
    [InlineData(MqttVersion.V311, "c0 01 00", "has a body")]
    [InlineData(MqttVersion.V311, "e0 01 00", "1 bytes follow")]
    [InlineData(MqttVersion.V311, "f0 00", "type 15 is reserved")]
    [InlineData(MqttVersion.V311, "20 02 02 00", "Reserved flags")]
    [InlineData(MqttVersion.V311, "20 02 00 06", "no return code 6")]
    public void A_body_that_breaks_a_rule_says_which(MqttVersion version, string hex, string words)
    {
        var input = Bytes(hex);
        PacketReader.Read(ref input, 1_000, out var packet, out _).ShouldBe(ReadOutcome.Packet);

        AnyPacket.Rewrite(packet, version, out var violation).ShouldBeNull();

        violation.What.ShouldContain(words);
        ((byte)violation.Reason).ShouldBeGreaterThanOrEqualTo((byte)0x80);
    }

    [Fact]
    public void More_properties_than_anyone_needs_are_refused()
    {
        byte[] user = [0x26, 0, 0, 0, 0];
        byte[] properties = [.. Enumerable.Repeat(user, MqttLimits.PropertiesMax + 1).SelectMany(bytes => bytes)];
        byte[] body = [0, 1, 0x61, 0x80 | 0x25, 1, .. properties];
        var packet = new Packet(PacketType.Publish, 0, new ReadOnlySequence<byte>(body));

        PublishPacket.TryRead(packet, MqttVersion.V5, out _, out var violation).ShouldBeFalse();
        violation.What.ShouldContain("at most 32 properties");
    }

    [Fact]
    public void More_filters_than_anyone_needs_are_refused()
    {
        var wishes = Enumerable.Repeat(
            new SubscriptionWish("a", QualityOfService.AtMostOnce),
            MqttLimits.FiltersMax + 1
        );
        var output = new ArrayBufferWriter<byte>();
        new SubscribePacket(1, [.. wishes]).Write(output, MqttVersion.V311);
        var input = new ReadOnlySequence<byte>(output.WrittenMemory);
        PacketReader.Read(ref input, 1_000, out var packet, out _);

        SubscribePacket.TryRead(packet, MqttVersion.V311, out _, out var violation).ShouldBeFalse();
        violation.What.ShouldContain("at most 32 filters");
    }

    [Theory]
    [InlineData("10 0f 00 04 4d 51 54 54 04 02 00 3c 00 03 64 65 76", 4)]
    [InlineData("10 11 00 06 4d 51 49 73 64 70 03 02 00 3c 00 03 64 65 76", 3)]
    [InlineData("10 07 00 04 4d 51 54 54 05", 5)] // the level is there, the rest is not looked at
    [InlineData("10 06 00 04 48 54 54 50 04", null)]
    public void The_level_is_found_before_anything_else_is_judged(string hex, int? level)
    {
        var bytes = Bytes(hex);
        var packet = new Packet(PacketType.Connect, 0, bytes.Slice(2));
        ConnectPacket.FindLevel(packet).ShouldBe((byte?)level);
    }

    private static ReadOnlySequence<byte> Bytes(string hex) =>
        new(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
}
