using System.Text;
using Firstlight.Core;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>The first frame of a link. <paramref name="Token"/> is null when it cannot be a token.</summary>
internal readonly record struct NativeLogin(ushort MessageId, AuthToken? Token)
{
    /// <summary>Reads it; null when the caller left or said something else first, which is closed without an answer.</summary>
    /// <exception cref="ProtocolViolationException">The bytes are no frame, or far too many.</exception>
    public static async ValueTask<NativeLogin?> ReadAsync(Wire wire, LinkServices services)
    {
        while (true)
        {
            if (TryRead(wire.Input, out var frame))
            {
                services.Metrics.Received(frames: 1);
                if (frame.Command is Command.HardwareLogin or Command.Login)
                    return Read(frame);
                services.Metrics.Violated("command before login");
                return null;
            }

            if (!await wire.Input.FillAsync(wire.Ended))
                return null;
        }
    }

    private static NativeLogin Read(in Frame frame)
    {
        // Bytes outside ASCII become '?', which no token contains.
        var text = Encoding.ASCII.GetString(frame.Body).Trim();
        return new NativeLogin(frame.MessageId, AuthToken.TryParse(text, out var token) ? token : null);
    }

    private static bool TryRead(ReceiveBuffer input, out Frame frame)
    {
        var unread = input.Unread;
        if (!FrameReader.TryRead(ref unread, NativeLimits.LoginBodyBytesMax, out frame))
            return false;
        input.KeepOnly(unread);
        return true;
    }
}
