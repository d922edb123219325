using System.Buffers;

namespace Firstlight.Protocol.Native;

/// <summary>
/// One native frame. <see cref="Body"/> points into the buffer it was read from: use it before that buffer is given back.
/// </summary>
/// <param name="CommandByte">The command as sent; not every number has a name.</param>
/// <param name="MessageId">1 to 65535. Opaque: neither unique nor ordered.</param>
/// <param name="Status">The status code of a <see cref="Command.Response"/>; 0 for other commands.</param>
/// <param name="Body">The body; empty for a response.</param>
public readonly record struct Frame(byte CommandByte, ushort MessageId, ushort Status, ReadOnlySequence<byte> Body)
{
    /// <summary>The command byte as a name; check with <see cref="Enum.IsDefined{TEnum}(TEnum)"/> where it matters.</summary>
    public Command Command => (Command)CommandByte;
}
