using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Protocol.Native;

/// <summary>The peer sent bytes that can never become a frame. The connection is beyond repair: close it.</summary>
public sealed class ProtocolViolationException : Exception
{
    private ProtocolViolationException(string message)
        : base(message) { }

    [DoesNotReturn]
    internal static void ThrowMessageIdZero(byte command) =>
        throw new ProtocolViolationException($"Message id 0 is illegal (command {command}).");

    [DoesNotReturn]
    internal static void ThrowBodyTooLong(int bodyBytes, int bodyBytesMax) =>
        throw new ProtocolViolationException(
            $"A body of {bodyBytes} bytes was announced; at most {bodyBytesMax} are taken here."
        );
}
