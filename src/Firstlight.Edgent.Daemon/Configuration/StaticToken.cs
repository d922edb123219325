using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Daemon;

/// <summary>The token that was flashed with the unit: the file that <c>token.file</c> names, so that no copy of the configuration holds it.</summary>
internal static class StaticToken
{
    private const int Characters = ConfigQuery.TokenCharacters;
    private const int FileBytesMax = 4_096;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Settings that the device begins with; null when the unit has no static token.</summary>
    public static EdgentConfig? Read(Section root, EdgentOptions product, bool wired)
    {
        var section = root.Inner("token");
        var file = section.Text("file", Paths.FaultOf);
        section.RefuseUnknown();
        if (file is null)
            return null;
        if (!wired)
            section.Complain("file", "a static token comes with network wired; over Wi-Fi the phone brings the token.");
        var token = ReadToken(file, section);
        return new EdgentConfig
        {
            Ssid = product.Connection,
            Token = token,
            Host = product.CloudHost,
            TlsPort = product.CloudTlsPort,
            PlainPort = product.CloudPort,
        };
    }

    private static string ReadToken(string file, Section section)
    {
        try
        {
            if ((File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
                section.Complain("file", $"everybody may read {file}: chmod 640 it, group firstlight-edgent.");
            if (
                new FileInfo(file).Length <= FileBytesMax
                && File.ReadAllText(file).Trim() is var token
                && IsToken(token)
            )
                return token;
            section.Complain(
                "file",
                $"{file} holds no token: {Characters} characters of A-Z a-z 0-9 _ - and nothing else."
            );
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            section.Complain("file", $"{file} cannot be read: {unreadable.Message}");
        }

        return "";
    }

    private static bool IsToken(string token) =>
        token.Length == Characters && token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
