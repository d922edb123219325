namespace Firstlight.Gateway.Door;

/// <summary>What a caller wants to speak.</summary>
internal enum Tongue
{
    /// <summary>None we know.</summary>
    Unknown,

    /// <summary>A TLS hello.</summary>
    Tls,

    /// <summary>An MQTT CONNECT.</summary>
    Mqtt,

    /// <summary>A native login.</summary>
    Native,

    /// <summary>An HTTP request line.</summary>
    Http,
}

/// <summary>One byte tells the protocols apart: no first byte of one is a first byte of another.</summary>
internal static class FirstByte
{
    private const byte TlsHandshakeRecord = 0x16;
    private const byte MqttConnect = 0x10;
    private const byte NativeHardwareLogin = 0x1D;
    private const byte NativeLogin = 0x02;

    public static Tongue Tell(byte first) =>
        first switch
        {
            TlsHandshakeRecord => Tongue.Tls,
            MqttConnect => Tongue.Mqtt,
            NativeHardwareLogin or NativeLogin => Tongue.Native,
            // Methods are upper case by definition; lower case is let through for Kestrel to refuse in HTTP's words.
            _ when char.IsAsciiLetter((char)first) => Tongue.Http,
            _ => Tongue.Unknown,
        };
}
