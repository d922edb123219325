using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Firstlight.Edgent;

/// <summary>
/// What one slot holds: magic (4), sequence number (8), payload length (4), payload, SHA-256 of all before it (32); numbers
/// big-endian. Any torn or mixed content fails the sum.
/// </summary>
internal readonly record struct SlotRecord(ulong Sequence, byte[] Payload)
{
    /// <summary>Far more than a configuration needs.</summary>
    public const int PayloadBytesMax = 8_192;

    public const int BytesMax = HeaderBytes + PayloadBytesMax + SHA256.HashSizeInBytes;

    private const int HeaderBytes = sizeof(uint) + sizeof(ulong) + sizeof(uint);
    private const uint Magic = 0x464C4331; // FLC1

    public byte[] ToBytes()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Payload.Length, PayloadBytesMax);
        var bytes = new byte[HeaderBytes + Payload.Length + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(sizeof(uint)), Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(sizeof(uint) + sizeof(ulong)), (uint)Payload.Length);
        Payload.CopyTo(bytes, HeaderBytes);
        SHA256.HashData(bytes.AsSpan(0, HeaderBytes + Payload.Length), bytes.AsSpan(HeaderBytes + Payload.Length));
        return bytes;
    }

    /// <summary>Null when the slot is empty, torn or not ours. Bytes behind the record (of an older, longer one) do not matter.</summary>
    public static SlotRecord? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadUInt32BigEndian(bytes) != Magic)
            return null;
        var sequence = BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(uint)..]);
        var payloadBytes = BinaryPrimitives.ReadUInt32BigEndian(bytes[(sizeof(uint) + sizeof(ulong))..]);
        if (payloadBytes > PayloadBytesMax || bytes.Length < HeaderBytes + payloadBytes + SHA256.HashSizeInBytes)
            return null;
        var signed = bytes[..(HeaderBytes + (int)payloadBytes)];
        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(signed, sum);
        return sum.SequenceEqual(bytes.Slice(signed.Length, SHA256.HashSizeInBytes))
            ? new SlotRecord(sequence, signed[HeaderBytes..].ToArray())
            : null;
    }
}
