using System.Text;

namespace Firstlight.Protocol.Provisioning;

/// <summary>The limits of <see cref="ConfigQuery"/>.</summary>
internal static class ConfigQueryRules
{
    public static string? FindFault(ConfigQuery config)
    {
        if (config.Interface is not (ConfigQuery.Wifi or "eth" or "cell"))
            return "if: the interface is wifi, eth or cell.";
        if (config.Interface == ConfigQuery.Wifi && config.Ssid.Length == 0)
            return "ssid: a network name is needed.";
        if (Encoding.UTF8.GetByteCount(config.Ssid) > ConfigQuery.SsidBytesMax)
            return $"ssid: a network name has at most {ConfigQuery.SsidBytesMax} bytes.";
        if (Encoding.UTF8.GetByteCount(config.Password) > ConfigQuery.PasswordBytesMax)
            return $"pass: a password has at most {ConfigQuery.PasswordBytesMax} bytes.";
        if (
            config.Ssid.Contains('\0', StringComparison.Ordinal)
            || config.Password.Contains('\0', StringComparison.Ordinal)
        )
            return "ssid, pass: a NUL would end the text inside the device.";
        if (config.Code.Length == 0 && !IsToken(config.Token))
            return $"blynk: a token has exactly {ConfigQuery.TokenCharacters} characters of A-Z a-z 0-9 _ -, "
                + $"a short code {ConfigQuery.CodeCharacters} letters and digits.";
        if (config.Code.Length > 0 && (!IsCode(config.Code) || config.Token.Length > 0))
            return $"blynk: a short code has {ConfigQuery.CodeCharacters} letters and digits and takes the token's place.";
        if (config.Code.Length > 0 && config.Save)
            return "save: a short code is traded for its token before anything is stored.";
        if (
            config.Host is { } host
            && (host.Length is 0 or > ConfigQuery.HostCharactersMax || !host.All(IsHostCharacter))
        )
            return $"host: a host name has 1 to {ConfigQuery.HostCharactersMax} letters, digits, dots and dashes.";
        return config.TlsPort == 0 || config.PlainPort == 0 ? "port_ssl, port: a port is 1 to 65535." : null;
    }

    private static bool IsToken(string token) =>
        token.Length == ConfigQuery.TokenCharacters && token.All(IsTokenCharacter);

    private static bool IsCode(string code) =>
        code.Length == ConfigQuery.CodeCharacters && code.All(char.IsAsciiLetterOrDigit);

    private static bool IsTokenCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

    // A colon and brackets for IPv6 addresses, an underscore for names inside a local network.
    private static bool IsHostCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or ':' or '[' or ']';
}
