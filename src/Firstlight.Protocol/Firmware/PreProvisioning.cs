using System.Globalization;
using System.Text;

namespace Firstlight.Protocol.Firmware;

/// <summary>
/// What a unit knows before it was ever switched on. Not a record: a record would print the token and the password.
/// </summary>
/// <remarks>Limits are those of the firmware that reads the area: it would cut what is longer, silently.</remarks>
public sealed class PreProvisioning
{
    /// <summary>Every AuthToken's length.</summary>
    public const int TokenCharacters = 32;

    /// <summary>The longest network name, in bytes.</summary>
    public const int SsidBytesMax = 32;

    /// <summary>The longest network password, in bytes.</summary>
    public const int PasswordBytesMax = 63;

    /// <summary>The longest host name, in bytes.</summary>
    public const int HostBytesMax = 33;

    /// <summary>The unit's AuthToken; a secret.</summary>
    public required string Token { get; init; }

    /// <summary>The cloud's host; null keeps the one in the firmware.</summary>
    public string? Host { get; init; }

    /// <summary>The cloud's port; null keeps the one in the firmware.</summary>
    public int? Port { get; init; }

    /// <summary>The network to join; null for units that bring their own connection.</summary>
    public string? Ssid { get; init; }

    /// <summary>Its password; null or empty for an open network. A secret.</summary>
    public string? Password { get; init; }

    /// <summary>What breaks a limit; null when the values can be written.</summary>
    public FirmwareFault? FindFault()
    {
        if (Token.Length != TokenCharacters || !Token.All(IsTokenCharacter))
            return Invalid($"A token has exactly {TokenCharacters} characters of A-Z a-z 0-9 _ -.");
        if (Ssid is not null && Encoding.UTF8.GetByteCount(Ssid) is 0 or > SsidBytesMax)
            return Invalid($"A network's name has 1 to {SsidBytesMax} bytes.");
        if (Password is { Length: > 0 } && Ssid is null)
            return Invalid("A password needs the network it belongs to.");
        if (Encoding.UTF8.GetByteCount(Password ?? "") > PasswordBytesMax)
            return Invalid($"A network's password has at most {PasswordBytesMax} bytes.");
        if ((Ssid + Password).Contains('\0', StringComparison.Ordinal))
            return Invalid("A NUL would end the network's name or password inside the device.");
        if (Host is not null && (Host.Length is 0 or > HostBytesMax || !Host.All(IsHostCharacter)))
            return Invalid($"A host has 1 to {HostBytesMax} letters, digits, dots and dashes.");
        return Port is < 1 or > ushort.MaxValue ? Invalid("A port is 1 to 65535.") : null;
    }

    /// <summary>Network and host; no secret.</summary>
    public override string ToString() => $"network {Ssid ?? "(none)"}, host {Host ?? "(the firmware's)"}";

    internal string? PortText => Port?.ToString(CultureInfo.InvariantCulture);

    private static FirmwareFault Invalid(string message) => new(FirmwareFaultKind.InvalidValue, message);

    private static bool IsTokenCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

    private static bool IsHostCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or ':' or '[' or ']';
}
