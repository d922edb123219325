using Firstlight.Gateway.Door;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Tests.Door;

public sealed class ReceiveBufferTests
{
    [Fact]
    public async Task Holds_no_memory_while_it_waits()
    {
        var stream = new Scripted([1, 2, 3]);
        using var buffer = new ReceiveBuffer(stream);
        await buffer.FillAsync(CancellationToken.None);
        buffer.UnreadSpan.ToArray().ShouldBe([1, 2, 3]);
        buffer.Skip(3);

        stream.OnEmptyRead = () => buffer.HoldsMemory.ShouldBeFalse();
        (await buffer.FillAsync(CancellationToken.None)).ShouldBeFalse();
        stream.EmptyReads.ShouldBe(2);
    }

    [Fact]
    public async Task Grows_with_what_arrives_up_to_the_largest_frame_and_no_further()
    {
        var frame = new byte[NativeLimits.HeaderBytes + NativeLimits.BodyBytesMax];
        new Random(5).NextBytes(frame);
        using var buffer = new ReceiveBuffer(new Scripted(frame));
        while (buffer.UnreadSpan.Length < frame.Length)
            (await buffer.FillAsync(CancellationToken.None)).ShouldBeTrue();
        buffer.UnreadSpan.SequenceEqual(frame).ShouldBeTrue();
    }

    [Fact]
    public async Task Keeps_the_beginning_of_a_frame_when_it_makes_room()
    {
        var bytes = Enumerable.Range(0, 9_000).Select(number => (byte)number).ToArray();
        using var buffer = new ReceiveBuffer(new Scripted(bytes));
        await buffer.FillAsync(CancellationToken.None);
        var first = buffer.UnreadSpan.Length;
        buffer.Skip(first - 3);
        await buffer.FillAsync(CancellationToken.None);
        buffer.UnreadSpan[..4].ToArray().ShouldBe(bytes[(first - 3)..(first + 1)]);
    }

    private sealed class Scripted(byte[] bytes) : MemoryStream(bytes)
    {
        public int EmptyReads { get; private set; }

        public Action OnEmptyRead { get; set; } = () => { };

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.IsEmpty)
            {
                EmptyReads++;
                OnEmptyRead();
            }

            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
