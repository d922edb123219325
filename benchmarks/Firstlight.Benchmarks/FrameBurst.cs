using System.Buffers;
using System.Text;
using Firstlight.Protocol.Native;

namespace Firstlight.Benchmarks;

/// <summary>A thousand writes of one pin as a busy device sends them, 16 bytes each, and the work on them.</summary>
public sealed class FrameBurst
{
    /// <summary>Frames in the burst.</summary>
    public const int Frames = 1_000;

    private const int SegmentBytes = 4_093;
    private const string Value = "21.500";

    private readonly byte[] _bytes;
    private readonly ReadOnlySequence<byte> _whole;
    private readonly ReadOnlySequence<byte> _segmented;
    private readonly ArrayBufferWriter<byte> _output = new(32 * Frames);

    /// <summary>Composes the burst.</summary>
    public FrameBurst()
    {
        var output = new ArrayBufferWriter<byte>();
        for (ushort id = 1; id <= Frames; id++)
            PinMessage.Write(output, id, PinVerb.VirtualWrite, 3, Value);
        _bytes = output.WrittenSpan.ToArray();
        _whole = new ReadOnlySequence<byte>(_bytes);
        _segmented = Segment.Split(_bytes, SegmentBytes);
    }

    /// <summary>Every frame of the burst; the sum of the ids, so that nothing is optimised away.</summary>
    public long Read() => Read(_whole);

    /// <summary>The same from segments as a socket's buffers give them; frames lie across their ends.</summary>
    public long ReadSegmented() => Read(_segmented);

    /// <summary>Frame, verb, pin and value of each write.</summary>
    public long ReadPinMessages()
    {
        var input = _whole;
        var sum = 0L;
        while (FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame))
        {
            if (PinMessage.TryRead(frame.Body, out var message))
                sum += message.Pin + message.Value.Length;
        }

        return sum;
    }

    /// <summary>What one writes first: a copy per body, text per field.</summary>
    public long ReadNaively()
    {
        using var reader = new BinaryReader(new MemoryStream(_bytes));
        var sum = 0L;
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            reader.ReadByte();
            reader.ReadBytes(2);
            var length = reader.ReadBytes(2);
            var body = reader.ReadBytes(length[0] << 8 | length[1]);
            var fields = Encoding.UTF8.GetString(body).Split('\0', 3);
            sum += byte.Parse(fields[1]) + fields[2].Length;
        }

        return sum;
    }

    /// <summary>A thousand answers.</summary>
    public int Write()
    {
        _output.ResetWrittenCount();
        for (ushort id = 1; id <= Frames; id++)
            FrameWriter.WriteResponse(_output, id, StatusCode.Success);
        return _output.WrittenCount;
    }

    /// <summary>A thousand writes of a pin, as commands to devices are.</summary>
    public int WritePinMessages()
    {
        _output.ResetWrittenCount();
        for (ushort id = 1; id <= Frames; id++)
            PinMessage.Write(_output, id, PinVerb.VirtualWrite, 3, Value);
        return _output.WrittenCount;
    }

    /// <summary>The same by joining text and copying arrays.</summary>
    public long WriteNaively()
    {
        using var output = new MemoryStream(32 * Frames);
        for (ushort id = 1; id <= Frames; id++)
        {
            var body = Encoding.UTF8.GetBytes(string.Join('\0', "vw", "3", Value));
            byte[] frame = [20, (byte)(id >> 8), (byte)id, (byte)(body.Length >> 8), (byte)body.Length, .. body];
            output.Write(frame, 0, frame.Length);
        }

        return output.Length;
    }

    private static long Read(ReadOnlySequence<byte> input)
    {
        var sum = 0L;
        while (FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame))
            sum += frame.MessageId + frame.Body.Length;
        return sum;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Split(byte[] bytes, int segmentBytes)
        {
            var first = new Segment { Memory = bytes.AsMemory(0, Math.Min(segmentBytes, bytes.Length)) };
            var last = first;
            for (var start = segmentBytes; start < bytes.Length; start += segmentBytes)
            {
                var next = new Segment
                {
                    Memory = bytes.AsMemory(start, Math.Min(segmentBytes, bytes.Length - start)),
                    RunningIndex = start,
                };
                last.Next = next;
                last = next;
            }

            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }
}
