namespace Firstlight.Protocol.Native;

/// <summary>Bounds of the native protocol. Sources: <c>docs/protocols/native.md</c>.</summary>
public static class NativeLimits
{
    /// <summary>Command (1), message id (2) and length or status (2).</summary>
    public const int HeaderBytes = sizeof(byte) + sizeof(ushort) + sizeof(ushort);

    /// <summary>The largest body that a device may send to us: what its documentation promises.</summary>
    public const int BodyBytesMax = 32_768;

    /// <summary>Before login only a token is due; nothing longer is worth a buffer.</summary>
    public const int LoginBodyBytesMax = 256;

    /// <summary>Body plus header that a device takes when it has not said <c>buff-in</c>.</summary>
    public const int DeviceReceiveBytesDefault = 250;

    /// <summary>A string value of a datastream, in bytes.</summary>
    public const int StringValueBytesMax = 1_024;

    /// <summary>An event's description, in characters; a longer one discards the whole message.</summary>
    public const int EventDescriptionCharactersMax = 300;
}
