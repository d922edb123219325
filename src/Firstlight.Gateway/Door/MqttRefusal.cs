namespace Firstlight.Gateway.Door;

/// <summary>
/// Answers an MQTT CONNECT with "server unavailable", so that the client comes back later. Never with "bad credentials":
/// firmware in the field gives up its token on that.
/// </summary>
/// <remarks>Layouts: MQTT 3.1.1 §3.1 and §3.2; MQTT 5 §3.2.2.</remarks>
internal static class MqttRefusal
{
    /// <summary>A CONNECT with will, user and password is far smaller.</summary>
    public const int ConnectBytesMax = 4_096;

    private const int ProtocolVersion5 = 5;

    /// <summary>CONNACK, two bytes, no session, return code 3.</summary>
    private static readonly byte[] ServerUnavailable3 = [0x20, 0x02, 0x00, 0x03];

    /// <summary>CONNACK, three bytes, no session, reason 0x88, no properties.</summary>
    private static readonly byte[] ServerUnavailable5 = [0x20, 0x03, 0x00, 0x88, 0x00];

    /// <summary>Reads the CONNECT and answers it. Returns without an answer when it is no CONNECT or too long.</summary>
    public static async Task AnswerAsync(Stream stream, ReceiveBuffer input, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryAnswer(input.UnreadSpan, out var answer))
            {
                if (answer is not null)
                    await stream.WriteAsync(answer, cancellation);
                return;
            }

            if (!await input.FillAsync(cancellation))
                return;
        }
    }

    /// <summary>False while bytes are missing; true with null for bytes that deserve no answer.</summary>
    internal static bool TryAnswer(ReadOnlySpan<byte> bytes, out byte[]? answer)
    {
        answer = null;
        var remaining = 0;
        for (var index = 0; ; index++)
        {
            if (bytes.Length <= 1 + index)
                return false;
            var part = bytes[1 + index];
            remaining |= (part & 0x7F) << (7 * index);
            if (remaining > ConnectBytesMax)
                return true;
            if ((part & 0x80) != 0)
            {
                if (index == 1)
                    return true;
                continue;
            }

            return TryAnswerBody(bytes[(2 + index)..], remaining, out answer);
        }
    }

    private static bool TryAnswerBody(ReadOnlySpan<byte> body, int length, out byte[]? answer)
    {
        answer = null;
        if (body.Length < length)
            return false;

        // Protocol name (two bytes of length first), then the version.
        if (length < sizeof(ushort))
            return true;
        var nameBytes = (body[0] << 8) | body[1];
        if (length <= sizeof(ushort) + nameBytes)
            return true;
        var name = body.Slice(sizeof(ushort), nameBytes);
        if (!name.SequenceEqual("MQTT"u8) && !name.SequenceEqual("MQIsdp"u8))
            return true;
        answer = body[sizeof(ushort) + nameBytes] >= ProtocolVersion5 ? ServerUnavailable5 : ServerUnavailable3;
        return true;
    }
}
