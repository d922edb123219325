using System.Buffers;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Tests.Native;
using FsCheck;
using FsCheck.Fluent;

namespace Firstlight.Protocol.Tests.Mqtt;

/// <summary>What holds for any packets and any bytes. On failure FsCheck prints the smallest counter-example and the seed to replay it.</summary>
public sealed class PacketProperties
{
    private static readonly Gen<byte[]> AnyBytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    public static TheoryData<MqttVersion> Versions => [MqttVersion.V311, MqttVersion.V5];

    [Theory, MemberData(nameof(Versions))]
    public void What_was_written_is_read_back(MqttVersion version) =>
        Prop.ForAll(
                PacketGenerators.Packets(version).ToArbitrary(),
                packet => Same(Read(new ReadOnlySequence<byte>(packet), version), [packet])
            )
            .QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(Versions))]
    public void Any_segments_give_the_same_packets(MqttVersion version) =>
        Prop.ForAll(
                PacketGenerators.Packets(version).ArrayOf().ToArbitrary(),
                Gen.Choose(0, 400).ArrayOf().ToArbitrary(),
                (packets, cuts) =>
                    Same(Read(Wire.Segmented([.. packets.SelectMany(bytes => bytes)], cuts), version), packets)
            )
            .QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(Versions))]
    public void Any_chunks_of_arrival_give_the_same_packets(MqttVersion version) =>
        Prop.ForAll(
                PacketGenerators.Packets(version).ArrayOf().ToArbitrary(),
                Gen.Choose(1, 9).NonEmptyListOf().ToArbitrary(),
                (packets, chunks) => Same(ReadAsItArrives(packets, [.. chunks], version), packets)
            )
            .QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(Versions))]
    public void No_bytes_throw(MqttVersion version) =>
        Prop.ForAll(AnyBytes.ToArbitrary(), bytes => IsPeaceful(bytes, version)).QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(Versions))]
    public void No_body_throws_whatever_packet_it_is_said_to_be(MqttVersion version) =>
        Prop.ForAll(
                AnyBytes.ToArbitrary(),
                Gen.Choose(1, 15).ToArbitrary(),
                Gen.Choose(0, 30).ArrayOf().ToArbitrary(),
                (body, type, cuts) =>
                {
                    var flags = type == (int)PacketType.Publish ? (byte)0b0010 : (byte)0;
                    var packet = new Packet((PacketType)type, flags, Wire.Segmented(body, cuts));
                    var again = AnyPacket.Rewrite(packet, version, out var violation);
                    return again is not null || violation.What.Length > 0;
                }
            )
            .QuickCheckThrowOnFailure();

    private static bool IsPeaceful(byte[] bytes, MqttVersion version)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        while (true)
        {
            switch (PacketReader.Read(ref input, MqttLimits.MessageBytesMax, out var packet, out var violation))
            {
                case ReadOutcome.Packet:
                    AnyPacket.Rewrite(packet, version, out _);
                    break;
                case ReadOutcome.Violation:
                    return violation.What.Length > 0;
                default:
                    return true;
            }
        }
    }

    private static List<byte[]> Read(ReadOnlySequence<byte> input, MqttVersion version)
    {
        List<byte[]> packets = [];
        while (PacketReader.Read(ref input, MqttLimits.MessageBytesMax, out var packet, out _) is ReadOutcome.Packet)
            packets.Add(AnyPacket.Rewrite(packet, version, out var violation).ShouldNotBeNull(violation.What));
        input.IsEmpty.ShouldBeTrue();
        return packets;
    }

    private static List<byte[]> ReadAsItArrives(byte[][] sent, int[] chunks, MqttVersion version)
    {
        byte[] bytes = [.. sent.SelectMany(packet => packet)];
        List<byte[]> packets = [];
        byte[] waiting = [];
        var arrived = 0;
        for (var turn = 0; arrived < bytes.Length; turn++)
        {
            var count = Math.Min(chunks[turn % chunks.Length], bytes.Length - arrived);
            waiting = [.. waiting, .. bytes.AsSpan(arrived, count)];
            arrived += count;
            var input = new ReadOnlySequence<byte>(waiting);
            while (
                PacketReader.Read(ref input, MqttLimits.MessageBytesMax, out var packet, out _) is ReadOutcome.Packet
            )
                packets.Add(AnyPacket.Rewrite(packet, version, out var violation).ShouldNotBeNull(violation.What));
            waiting = input.ToArray();
        }

        waiting.ShouldBeEmpty();
        return packets;
    }

    private static bool Same(List<byte[]> read, byte[][] sent) =>
        read.Count == sent.Length && read.Zip(sent).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
