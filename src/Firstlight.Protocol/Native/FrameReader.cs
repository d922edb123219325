using System.Buffers;
using System.Buffers.Binary;

namespace Firstlight.Protocol.Native;

/// <summary>Bytes to frames. Three outcomes: a frame, "need more", or a violation.</summary>
public static class FrameReader
{
    /// <summary>Takes the first frame off <paramref name="input"/>.</summary>
    /// <param name="input">What has arrived. On true it begins behind the frame; on false it is unchanged.</param>
    /// <param name="bodyBytesMax">The longest body taken. Checked on the header alone, before anything is kept.</param>
    /// <param name="frame">The frame; its body is a slice of <paramref name="input"/>, nothing is copied or allocated.</param>
    /// <returns>False when more bytes are needed.</returns>
    /// <exception cref="ProtocolViolationException">Message id 0, or a body longer than allowed.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> input, int bodyBytesMax, out Frame frame)
    {
        frame = default;
        if (input.Length < NativeLimits.HeaderBytes)
            return false;

        scoped var header = input.FirstSpan;
        if (header.Length < NativeLimits.HeaderBytes)
        {
            Span<byte> gathered = stackalloc byte[NativeLimits.HeaderBytes];
            input.Slice(0, NativeLimits.HeaderBytes).CopyTo(gathered);
            header = gathered;
        }

        var command = header[0];
        var messageId = BinaryPrimitives.ReadUInt16BigEndian(header[1..]);
        var lengthOrStatus = BinaryPrimitives.ReadUInt16BigEndian(header[3..]);
        if (messageId == 0)
            ProtocolViolationException.ThrowMessageIdZero(command);

        if (command == (byte)Command.Response)
        {
            frame = new Frame(command, messageId, lengthOrStatus, ReadOnlySequence<byte>.Empty);
            input = input.Slice(NativeLimits.HeaderBytes);
            return true;
        }

        if (lengthOrStatus > bodyBytesMax)
            ProtocolViolationException.ThrowBodyTooLong(lengthOrStatus, bodyBytesMax);
        if (input.Length < NativeLimits.HeaderBytes + lengthOrStatus)
            return false;

        frame = new Frame(command, messageId, 0, input.Slice(NativeLimits.HeaderBytes, lengthOrStatus));
        input = input.Slice(NativeLimits.HeaderBytes + lengthOrStatus);
        return true;
    }
}
