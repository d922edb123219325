using System.Buffers;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Tests.Native;

namespace Firstlight.Protocol.Tests.Mqtt;

public sealed class GoldenPacketTests
{
    public static TheoryData<string> Names => [.. GoldenPackets.All.Select(golden => golden.Name)];

    [Fact]
    public void Every_type_of_packet_is_in_the_table() =>
        GoldenPackets
            .All.Select(golden => (PacketType)(golden.Bytes[0] >> 4))
            .Distinct()
            .Order()
            .ShouldBe(Enum.GetValues<PacketType>());

    [Theory, MemberData(nameof(Names))]
    public void What_we_mean_is_written_byte_for_byte(string name)
    {
        var golden = Find(name);
        Wire.Hex(golden.Write).ShouldBe(golden.Hex);
    }

    [Theory, MemberData(nameof(Names))]
    public void What_was_read_means_the_same_bytes(string name)
    {
        var golden = Find(name);
        var packet = Read(golden.Bytes);

        var again = AnyPacket.Rewrite(packet, golden.Version, out var violation);

        Wire.Hex(output => output.Write(again.ShouldNotBeNull(violation.What))).ShouldBe(golden.Hex);
    }

    [Fact]
    public void A_connect_is_read_field_by_field()
    {
        var packet = Read(Find("connect 5 with properties").Bytes);

        var connect = ConnectPacket.TryRead(packet, out _).ShouldNotBeNull();

        connect.Version.ShouldBe(MqttVersion.V5);
        connect.ClientId.ShouldBe("id");
        connect.CleanStart.ShouldBeTrue();
        connect.KeepAliveSeconds.ShouldBe((ushort)10);
        connect.UserName.ShouldBe("u");
        connect.Password.ShouldBe("pw"u8.ToArray());
        connect.Properties.NumberOr(PropertyId.SessionExpiryInterval, 0).ShouldBe(10u);
        var will = connect.Will.ShouldNotBeNull();
        (will.Topic, will.QoS, will.Retain).ShouldBe(("w/t", QualityOfService.AtLeastOnce, false));
        will.Payload.ShouldBe("by"u8.ToArray());
    }

    [Fact]
    public void A_connects_secret_is_not_in_what_it_says_of_itself() =>
        ConnectPacket
            .TryRead(Read(Find("connect 3.1.1").Bytes), out _)
            .ShouldNotBeNull()
            .ToString()
            .ShouldNotBeNull()
            .ShouldNotContain(GoldenPackets.Token);

    [Fact]
    public void A_publish_is_read_field_by_field()
    {
        var packet = Read(Convert.FromHexString("3d0a0003612f62000a686921"));

        PublishPacket.TryRead(packet, MqttVersion.V311, out var publish, out _).ShouldBeTrue();

        MqttText.Decode(publish.Topic).ShouldBe("a/b");
        publish.QoS.ShouldBe(QualityOfService.ExactlyOnce);
        publish.Duplicate.ShouldBeTrue();
        publish.Retain.ShouldBeTrue();
        publish.PacketId.ShouldBe((ushort)10);
        publish.Payload.ToArray().ShouldBe("hi!"u8.ToArray());
    }

    private static Packet Read(byte[] bytes)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        var outcome = PacketReader.Read(ref input, MqttLimits.MessageBytesMax, out var packet, out var violation);
        outcome.ShouldBe(ReadOutcome.Packet, violation.What);
        input.IsEmpty.ShouldBeTrue();
        return packet;
    }

    private static GoldenPacket Find(string name) => Array.Find(GoldenPackets.All, golden => golden.Name == name)!;
}
