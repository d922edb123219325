using System.Buffers;
using Firstlight.Protocol.Native;

namespace Firstlight.Protocol.Tests.Native;

/// <summary>A frame costs no garbage, read or written.</summary>
public sealed class AllocationTests
{
    private const int Frames = 1_000;

    private static readonly byte[] Write = GoldenFrames.Bytes("15");

    [Fact]
    public void Reading_a_frame_and_its_pin_message_allocates_nothing()
    {
        var burst = Enumerable.Repeat(Write, Frames).SelectMany(frame => frame).ToArray();

        Allocated(() => ReadAll(new ReadOnlySequence<byte>(burst))).ShouldBe(0);
    }

    [Fact]
    public void Reading_across_segments_allocates_nothing()
    {
        var burst = Enumerable.Repeat(Write, Frames).SelectMany(frame => frame).ToArray();
        var segmented = Wire.Segmented(burst, Enumerable.Range(1, burst.Length / 7).Select(segment => segment * 7));

        Allocated(() => ReadAll(segmented)).ShouldBe(0);
    }

    [Fact]
    public void Telling_an_internal_frame_allocates_nothing()
    {
        var body = new ReadOnlySequence<byte>(GoldenFrames.Bytes("30"), 5, 22);

        Allocated(() =>
            {
                for (var index = 0; index < Frames; index++)
                    InternalKinds.Of(body);
            })
            .ShouldBe(0);
    }

    [Fact]
    public void Writing_a_frame_allocates_nothing()
    {
        var output = new ArrayBufferWriter<byte>(64 * Frames);

        Allocated(() =>
            {
                output.ResetWrittenCount();
                for (ushort id = 1; id <= Frames / 4; id++)
                {
                    FrameWriter.WriteResponse(output, id, StatusCode.Success);
                    FrameWriter.Write(output, Command.Hardware, id, "vw", "3", "21.500");
                    PinMessage.Write(output, id, PinVerb.VirtualWrite, 3, "21.500");
                    PinMessage.Write(output, id, PinVerb.VirtualWrite, 200, "21.500"u8);
                }
            })
            .ShouldBe(0);
    }

    private static void ReadAll(ReadOnlySequence<byte> input)
    {
        var frames = 0;
        while (FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame))
        {
            if (PinMessage.TryRead(frame.Body, out _))
                frames++;
        }

        if (frames != Frames)
            throw new InvalidOperationException($"{frames} frames");
    }

    private static long Allocated(Action action)
    {
        action();
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
