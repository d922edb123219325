using System.Globalization;
using System.Text.RegularExpressions;
using Firstlight.Gateway.Native;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Traffic;

/// <summary>Frames in words, for a person who looks on. What could be a secret is left out.</summary>
internal static partial class FrameWords
{
    /// <summary>Longer details are cut: a person reads them.</summary>
    public const int DetailCharactersMax = 300;

    private const string Hidden = "(hidden)";

    private static readonly string[] SecretNames = ["token", "pass", "pwd", "secret", "ssid", "wifi", "wi-fi", "key"];

    /// <summary>The command and its detail.</summary>
    public static (string Command, string? Detail) Of(in Frame frame) =>
        frame.Command is Command.Response
            ? ("response", Status(frame.Status))
            : Of(frame.Command, BodyFields.Split(frame.Body));

    public static (string Command, string? Detail) Of(Command command, string[] fields) =>
        (command, fields) switch
        {
            (Command.Login or Command.HardwareLogin, _) => ("login", null),
            (Command.Ping, _) => ("ping", null),
            (Command.Hardware, [Verbs.VirtualWrite, var pin, .. var value]) => (
                "write",
                Shown($"V{pin} = {Parts(value)}")
            ),
            (Command.Bridge, [var bridge, Verbs.VirtualWrite, var pin, .. var value]) => (
                "bridge",
                Shown($"{bridge}: V{pin} = {Parts(value)}")
            ),
            (Command.Bridge, [Verbs.VirtualWrite, var pin, .. var value]) => (
                "bridge",
                Shown($"V{pin} = {Parts(value)}")
            ),
            (Command.Bridge, [var bridge, ..]) => ("bridge named", Shown(bridge)),
            (Command.HardwareSync, []) => ("sync", "all"),
            (Command.HardwareSync, [_, .. var pins]) => (
                "sync",
                Shown(string.Join(", ", pins.Select(pin => $"V{pin}")))
            ),
            (Command.Group, ["b"]) => ("group begins", null),
            (Command.Group, ["t", var time]) => ("group begins", Shown($"at {time}")),
            (Command.Group, ["e"]) => ("group ends", null),
            (Command.Property, [var pin, var property, .. var value]) => (
                "property",
                Shown($"V{pin} {property} = {Value(property, Parts(value))}")
            ),
            (Command.EventLog, [var code, .. var text]) => (
                "event",
                Shown(text.Length > 0 ? $"{code}: {Parts(text)}" : code)
            ),
            (Command.EventClear, _) => ("event resolved", Shown(Parts(fields))),
            (Command.Internal, [Verbs.Meta, "get", var name, ..]) => ("metadata asked for", Shown(name)),
            (Command.Internal, [Verbs.Meta, "set", var name, .. var value]) => (
                "metadata",
                Shown($"{name} = {Value(name, Parts(value))}")
            ),
            (Command.Internal, [Verbs.Meta, var name, .. var value]) => (
                "metadata",
                Shown($"{name} = {Value(name, Parts(value))}")
            ),
            (Command.Internal, [Verbs.RealTimeClock or Verbs.UniversalTime, .. var rest]) => (
                "time",
                Shown(Parts(rest))
            ),
            (Command.Internal, [Verbs.AppCame]) => ("app came", null),
            (Command.Internal, [Verbs.AppWent]) => ("app went", null),
            (Command.Internal, [Verbs.Update, var address]) => ("update", Shown(address)),
            (Command.Internal, [Verbs.Console, .. var rest]) => ("console", Shown(Parts(rest))),
            (Command.Internal, _) => ("information", Shown(Pairs(fields))),
            _ => (Name(command), Shown(Parts(fields))),
        };

    public static string Status(ushort status) =>
        Enum.IsDefined((StatusCode)status)
            ? string.Create(CultureInfo.InvariantCulture, $"{status} {(StatusCode)status}")
            : status.ToString(CultureInfo.InvariantCulture);

    /// <summary>A value, unless its name says that it is nobody else's business.</summary>
    public static string Value(string name, string value) =>
        SecretNames.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase)) ? Hidden : value;

    /// <summary>Text on one line, cut, and without anything that has the form of a token.</summary>
    public static string? Shown(string text)
    {
        if (text.Length == 0)
            return null;
        // Hidden before it is cut: half a token is one too.
        var safe = SecretLike().Replace(TokenLike().Replace(text, Hidden), "${name}" + Hidden);
        if (safe.Length > DetailCharactersMax)
            safe = string.Concat(safe.AsSpan(0, DetailCharactersMax), "…");
        return string.Create(
            safe.Length,
            safe,
            static (line, source) =>
            {
                for (var index = 0; index < source.Length; index++)
                    line[index] = char.IsControl(source[index]) ? ' ' : source[index];
            }
        );
    }

    private static string Parts(string[] fields) => string.Join(" | ", fields);

    private static string Pairs(string[] fields)
    {
        var pairs = new List<string>();
        for (var index = 0; index < fields.Length; index += 2)
        {
            var value = index + 1 < fields.Length ? fields[index + 1] : "";
            if (fields[index].Length > 0)
                pairs.Add(value.Length > 0 ? $"{fields[index]} {Value(fields[index], value)}" : fields[index]);
        }

        return string.Join(", ", pairs);
    }

    private static string Name(Command command) =>
        Enum.IsDefined(command)
            ? command.ToString().ToLowerInvariant()
            : string.Create(CultureInfo.InvariantCulture, $"command {(byte)command}");

    // As long as a token or longer, of its alphabet alone.
    [GeneratedRegex("[A-Za-z0-9_-]{32,}", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex TokenLike();

    // What a talkative firmware prints: "ssid=Home, password: hunter2".
    [GeneratedRegex(
        """(?<name>(pass(word|phrase)?|pwd|psk|ssid|secret)["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&]+)""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex SecretLike();
}
