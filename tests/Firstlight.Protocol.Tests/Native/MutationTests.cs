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
            var bytes = Mutation.Of(random, GoldenFrames.All, frame => frame.Bytes);
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
}
