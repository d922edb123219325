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
            var bytes = Mutate(random);
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

    private static byte[] Mutate(Random random)
    {
        List<byte> bytes = [];
        for (var count = random.Next(1, 4); count > 0; count--)
            bytes.AddRange(GoldenPackets.All[random.Next(GoldenPackets.All.Length)].Bytes);
        for (var changes = random.Next(0, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 5), bytes.Count - at));
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    bytes[at] = random.Next(2) == 0 ? (byte)0 : byte.MaxValue;
                    break;
            }
        }

        return [.. bytes];
    }
}
