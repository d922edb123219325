using System.Buffers;
using Firstlight.Protocol.Native;
using FsCheck;
using FsCheck.Fluent;

namespace Firstlight.Protocol.Tests.Native;

/// <summary>What holds for any bytes. On failure FsCheck prints the smallest counter-example and the seed to replay it.</summary>
public sealed class FrameProperties
{
    private static readonly Gen<SentFrame> Frames =
        from command in Gen.Choose(0, 255)
        from messageId in Gen.Choose(1, ushort.MaxValue)
        from status in Gen.Choose(0, ushort.MaxValue)
        from body in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
        select command == 0
            ? new SentFrame(0, (ushort)messageId, (ushort)status, [])
            : new SentFrame((byte)command, (ushort)messageId, 0, body);

    private static readonly Gen<byte[]> AnyBytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    [Fact]
    public void What_was_written_is_read_back() =>
        Prop.ForAll(Frames.ArrayOf().ToArbitrary(), sent => Same(Read(new ReadOnlySequence<byte>(Write(sent))), sent))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_segments_give_the_same_frames() =>
        Prop.ForAll(
                Frames.ArrayOf().ToArbitrary(),
                Gen.Choose(0, 400).ArrayOf().ToArbitrary(),
                (sent, cuts) => Same(Read(Wire.Segmented(Write(sent), cuts)), sent)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_chunks_of_arrival_give_the_same_frames() =>
        Prop.ForAll(
                Frames.ArrayOf().ToArbitrary(),
                Gen.Choose(1, 9).NonEmptyListOf().ToArbitrary(),
                (sent, chunks) => Same(ReadAsItArrives(Write(sent), [.. chunks]), sent)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_input_throws_anything_but_a_violation() =>
        Prop.ForAll(
                AnyBytes.ToArbitrary(),
                Gen.Choose(0, 300).ToArbitrary(),
                (bytes, bodyBytesMax) =>
                {
                    var input = new ReadOnlySequence<byte>(bytes);
                    try
                    {
                        while (FrameReader.TryRead(ref input, bodyBytesMax, out var frame))
                            frame.Body.Length.ShouldBeLessThanOrEqualTo(bodyBytesMax);
                    }
                    catch (ProtocolViolationException)
                    {
                        return true;
                    }

                    return input.Length < NativeLimits.HeaderBytes + bodyBytesMax;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_body_makes_a_parser_throw() =>
        Prop.ForAll(AnyBytes.ToArbitrary(), bytes => BodyParsers.RunAll(new ReadOnlySequence<byte>(bytes)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_pin_message_reads_the_same_in_any_segments() =>
        Prop.ForAll(
                AnyBytes.ToArbitrary(),
                Gen.Choose(0, 20).ArrayOf().ToArbitrary(),
                (value, cuts) =>
                {
                    byte[] body = [.. "vw\0255\0"u8, .. value];
                    return PinMessage.TryRead(Wire.Segmented(body, cuts), out var message)
                        && message.Pin == 255
                        && message.Value.ToArray().AsSpan().SequenceEqual(value);
                }
            )
            .QuickCheckThrowOnFailure();

    private static byte[] Write(SentFrame[] frames)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var frame in frames)
        {
            if (frame.Command == 0)
                FrameWriter.WriteResponse(output, frame.MessageId, (StatusCode)frame.Status);
            else
                FrameWriter.Write(output, (Command)frame.Command, frame.MessageId, frame.Body);
        }

        return output.WrittenSpan.ToArray();
    }

    private static List<SentFrame> Read(ReadOnlySequence<byte> input)
    {
        List<SentFrame> frames = [];
        while (FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame))
            frames.Add(new SentFrame(frame.CommandByte, frame.MessageId, frame.Status, frame.Body.ToArray()));
        input.IsEmpty.ShouldBeTrue();
        return frames;
    }

    private static List<SentFrame> ReadAsItArrives(byte[] bytes, int[] chunks)
    {
        List<SentFrame> frames = [];
        byte[] waiting = [];
        var arrived = 0;
        for (var turn = 0; arrived < bytes.Length; turn++)
        {
            var count = Math.Min(chunks[turn % chunks.Length], bytes.Length - arrived);
            waiting = [.. waiting, .. bytes.AsSpan(arrived, count)];
            arrived += count;
            var input = new ReadOnlySequence<byte>(waiting);
            while (FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame))
                frames.Add(new SentFrame(frame.CommandByte, frame.MessageId, frame.Status, frame.Body.ToArray()));
            waiting = input.ToArray();
        }

        waiting.ShouldBeEmpty();
        return frames;
    }

    private static bool Same(List<SentFrame> read, SentFrame[] sent) =>
        read.Count == sent.Length && read.Zip(sent).All(pair => pair.First.HasSameContent(pair.Second));

    private sealed record SentFrame(byte Command, ushort MessageId, ushort Status, byte[] Body)
    {
        public bool HasSameContent(SentFrame other) =>
            (Command, MessageId, Status) == (other.Command, other.MessageId, other.Status)
            && Body.AsSpan().SequenceEqual(other.Body);
    }
}
