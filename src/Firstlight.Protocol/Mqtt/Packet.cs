using System.Buffers;

namespace Firstlight.Protocol.Mqtt;

/// <summary>
/// One packet as it came: fixed header taken off, the rest unread. <see cref="Body"/> points into the buffer it was read from:
/// use it before that buffer is given back.
/// </summary>
/// <param name="Type">What it is; 1 to 15.</param>
/// <param name="Flags">The lower four bits of its first byte; they are what the standard demands for the type.</param>
/// <param name="Body">Variable header and payload.</param>
public readonly record struct Packet(PacketType Type, byte Flags, ReadOnlySequence<byte> Body);

/// <summary>What became of bytes.</summary>
public enum ReadOutcome
{
    /// <summary>Too few to tell; nothing was taken.</summary>
    More,

    /// <summary>A packet was taken off.</summary>
    Packet,

    /// <summary>They can never become a packet.</summary>
    Violation,
}
