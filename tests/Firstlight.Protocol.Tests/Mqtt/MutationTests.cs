using System.Buffers;
using Firstlight.Protocol.Mqtt;
using Firstlight.TestKit.Programs;

namespace Firstlight.Protocol.Tests.Mqtt;

/// <summary>The golden packets with bytes flipped, cut, repeated and glued together.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly int Runs = TestMode.Times(bounded: 200_000, full: 5_000_000);

    [Fact]
    public void Broken_packets_end_in_packets_or_a_violation_and_nothing_else()
    {
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var run = 0; run < Runs; run++)
        {
            var bytes = Mutation.Of(random, GoldenPackets.All, packet => packet.Bytes);
            var version = random.Next(2) == 0 ? MqttVersion.V311 : MqttVersion.V5;
            var input = new ReadOnlySequence<byte>(bytes);
            try
            {
                while (PacketReader.Read(ref input, 4_096, out var packet, out _) is ReadOutcome.Packet)
                    AnyPacket.Rewrite(packet, version, out _);
            }
            catch (Exception fault)
            {
                Assert.Fail($"seed {seed}, run {run}, {version}, input {Convert.ToHexString(bytes)}: {fault}");
            }
        }
    }
}
