using System.Buffers;
using System.Globalization;
using System.Text;

namespace Firstlight.Protocol.Native;

/// <summary>The body of a <see cref="Command.Redirect"/> frame: <c>host·port</c>. Sent instead of the login's answer.</summary>
/// <param name="Host">Where to go. The C++ library keeps 63 characters.</param>
/// <param name="Port">The port; 80 when the frame names none.</param>
public readonly record struct Redirect(string Host, ushort Port)
{
    /// <summary>The port of a redirect that names none.</summary>
    public const ushort PortDefault = 80;

    /// <summary>Reads it. False without a host, or with a port that is not a number from 1 to 65535: ignore the frame.</summary>
    public static bool TryRead(ReadOnlySequence<byte> body, out Redirect redirect)
    {
        (var valid, redirect) = BodyFields.SplitWords(body) switch
        {
            [{ Length: > 0 } host] => (true, new Redirect(host, PortDefault)),
            [{ Length: > 0 } host, var text] when BodyFields.TryReadPort(text, out var port) => (
                true,
                new Redirect(host, port)
            ),
            _ => (false, default),
        };
        return valid;
    }

    /// <summary>One whole frame; always with the port, because the Python library needs it.</summary>
    /// <remarks>
    /// The early Python library reads the length field of any answer to its login as a status first: a body of 9 bytes is a wrong token
    /// to it, and one of 200 bytes a success. A zero before the port makes such a body longer, and is nothing to any reader.
    /// </remarks>
    public void Write(IBufferWriter<byte> output, ushort messageId)
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        var bytes = Encoding.UTF8.GetByteCount(Host) + 1 + port.Length;
        if (bytes is (int)StatusCode.InvalidToken or (int)StatusCode.Success)
            port = "0" + port;
        FrameWriter.Write(output, Command.Redirect, messageId, Host, port);
    }
}
