using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>One line typed at the serial console or sent by the cloud's <c>dbg</c> message.</summary>
internal static class ConsoleLine
{
    public const string NotFound = "Command not found.";

    private const string Help = "reboot, devinfo, config [start|erase], connect <token> <ssid> [password]";
    private const int CharactersMax = 255;
    private const int WordsMax = 15;

    /// <summary>
    /// What the line asks for (null for nothing) and what the console prints; the text never repeats the line's own words,
    /// which may be secrets.
    /// </summary>
    public static (EdgentEvent? Asked, string Answer) Read(string line, EdgentOptions options, EdgentConfig config)
    {
        if (line.Length > CharactersMax)
            return (null, NotFound);
        var words = line.Split(
            ' ',
            WordsMax + 1,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        return words switch
        {
            [] => (null, ""),
            [var word] when Is(word, "reboot") => (new EdgentEvent.RestartAsked(), "Rebooting"),
            [var word] when Is(word, "devinfo") => (null, Describe(options)),
            [var word] when Is(word, "config") => (new EdgentEvent.SetupAsked(), "Configuration mode"),
            [var word, var how] when Is(word, "config") && Is(how, "start") => (
                new EdgentEvent.SetupAsked(),
                "Configuration mode"
            ),
            [var word, var how] when Is(word, "config") && Is(how, "erase") => (
                new EdgentEvent.ResetAsked(),
                "Configuration erased"
            ),
            [var word, var token, var ssid, .. { Length: <= 1 } password] when Is(word, "connect") => Connect(
                token,
                ssid,
                password is [var secret] ? secret : "",
                config
            ),
            [var word] when Is(word, "help") || word == "?" => (null, Help),
            _ => (null, NotFound),
        };
    }

    private static (EdgentEvent? Asked, string Answer) Connect(
        string token,
        string ssid,
        string password,
        EdgentConfig config
    )
    {
        var query = new ConfigQuery
        {
            Ssid = ssid,
            Password = password,
            Token = token,
        };
        if (query.FindFault() is { } fault)
            return (null, fault);
        var settings = config with { Ssid = ssid, Password = password, Token = token };
        return (new EdgentEvent.Configured(settings, Save: false, FromConsole: true), "Trying to connect...");
    }

    private static string Describe(EdgentOptions options) =>
        $"{options.TemplateName} {options.TemplateId}, type {options.FirmwareType ?? options.TemplateId}, "
        + $"version {options.FirmwareVersion}";

    private static bool Is(string word, string command) => word.Equals(command, StringComparison.OrdinalIgnoreCase);
}
