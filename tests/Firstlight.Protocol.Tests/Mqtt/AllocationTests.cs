using System.Buffers;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Tests.Native;

namespace Firstlight.Protocol.Tests.Mqtt;

/// <summary>A message costs no garbage, read or written.</summary>
public sealed class AllocationTests
{
    private const int Packets = 1_000;

    public static TheoryData<MqttVersion> Versions => [MqttVersion.V311, MqttVersion.V5];

    [Theory, MemberData(nameof(Versions))]
    public void Reading_a_message_allocates_nothing(MqttVersion version)
    {
        var burst = new ReadOnlySequence<byte>(Burst(version));

        Allocated(() => ReadAll(burst, version)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Versions))]
    public void Reading_across_segments_allocates_nothing(MqttVersion version)
    {
        var bytes = Burst(version);
        var segmented = Wire.Segmented(bytes, Enumerable.Range(1, bytes.Length / 7).Select(segment => segment * 7));

        Allocated(() => ReadAll(segmented, version)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Versions))]
    public void Writing_a_message_and_its_answer_allocates_nothing(MqttVersion version)
    {
        var output = new ArrayBufferWriter<byte>(64 * Packets);

        Allocated(() =>
            {
                output.ResetWrittenCount();
                for (ushort id = 1; id <= Packets / 2; id++)
                {
                    PublishPacket.Write(
                        output,
                        version,
                        "downlink/ds/Set Temperature",
                        "21.500",
                        QualityOfService.AtLeastOnce,
                        id
                    );
                    new AckPacket(PacketType.PubAck, id).Write(output, version);
                    PingPackets.WriteResponse(output);
                }
            })
            .ShouldBe(0);
    }

    private static byte[] Burst(MqttVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        var packet = new PublishPacket
        {
            Topic = new ReadOnlySequence<byte>("ds/Température"u8.ToArray()),
            Payload = new ReadOnlySequence<byte>("21.500"u8.ToArray()),
            QoS = QualityOfService.AtLeastOnce,
            PacketId = 7,
            Properties = Properties.Of(Property.Of(PropertyId.ContentType, "text"), Property.User("a", "b")),
        };
        for (var index = 0; index < Packets; index++)
            (version is MqttVersion.V5 ? packet : packet with { Properties = default }).Write(output, version);
        return output.WrittenSpan.ToArray();
    }

    private static void ReadAll(ReadOnlySequence<byte> input, MqttVersion version)
    {
        var packets = 0;
        while (PacketReader.Read(ref input, MqttLimits.MessageBytesMax, out var packet, out _) is ReadOutcome.Packet)
        {
            if (PublishPacket.TryRead(packet, version, out var publish, out _) && publish.PacketId == 7)
                packets++;
        }

        if (packets != Packets)
            throw new InvalidOperationException($"{packets} packets");
    }

    /// <summary>The least of some rounds: what a message costs is in each of them, what the runtime needs to compile a method anew is in one.</summary>
    private static long Allocated(Action action)
    {
        action();
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
