using System.Buffers;

namespace Firstlight.Protocol.Tests.Native;

/// <summary>Byte builders.</summary>
internal static class Wire
{
    /// <summary>A body from text; <c>·</c> is a NUL, other characters are UTF-8.</summary>
    public static ReadOnlySequence<byte> Body(string text) =>
        new(System.Text.Encoding.UTF8.GetBytes(text.Replace('·', '\0')));

    /// <summary>The same bytes in segments that end at the given places.</summary>
    public static ReadOnlySequence<byte> Segmented(byte[] bytes, params IEnumerable<int> cuts)
    {
        Segment? first = null;
        Segment? last = null;
        var start = 0;
        foreach (var cut in cuts.Append(bytes.Length).Select(cut => Math.Clamp(cut, 0, bytes.Length)).Order())
        {
            var memory = bytes.AsMemory(start, cut - start);
            last = last is null ? first = new Segment(memory, 0) : last.Append(memory);
            start = cut;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    /// <summary>What <paramref name="write"/> writes, as spaced hexadecimal digits.</summary>
    public static string Hex(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return string.Join(' ', output.WrittenSpan.ToArray().Select(value => value.ToString("x2")));
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
