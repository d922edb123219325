using System.Buffers;
using Firstlight.Protocol.Native;

namespace Firstlight.Protocol.Tests.Native;

/// <summary>The captures with bytes flipped, cut, repeated and glued together.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Runs = 20_000;

    [Fact]
    public void Broken_captures_end_in_frames_or_a_violation_and_nothing_else()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var run = 0; run < Runs; run++)
        {
            var bytes = Mutate(random);
            var input = new ReadOnlySequence<byte>(bytes);
            try
            {
                while (FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame))
                    BodyParsers.RunAll(frame.Body);
            }
            catch (ProtocolViolationException)
            {
                continue;
            }
            catch (Exception fault)
            {
                Assert.Fail($"seed {seed}, run {run}, input {Convert.ToHexString(bytes)}: {fault}");
            }
        }
    }

    private static byte[] Mutate(Random random)
    {
        List<byte> bytes = [];
        for (var count = random.Next(1, 4); count > 0; count--)
            bytes.AddRange(GoldenFrames.All[random.Next(GoldenFrames.All.Length)].Bytes);
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
