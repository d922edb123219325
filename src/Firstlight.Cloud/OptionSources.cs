using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Text.Json;

namespace Firstlight.Cloud;

/// <summary>
/// Where options come from that the command line leaves out: the environment (<c>FIRSTLIGHT_PORT</c> for <c>--port</c>), then the file that
/// <c>--config</c> names, a JSON object with the options' names as its keys (docs/operate/deploy.md).
/// </summary>
internal sealed class OptionSources
{
    private const string Prefix = "FIRSTLIGHT_";

    private static readonly JsonDocumentOptions Format = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    private readonly Option<string?> _file = new("--config")
    {
        Description = "JSON file with options, such as { \"port\": 8080 }; or FIRSTLIGHT_CONFIG",
    };
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);

    public void AddTo(Command command) => command.Add(_file);

    /// <summary>The command line with everything behind it that was said elsewhere.</summary>
    /// <exception cref="OptionsRefusedException">The file cannot be read, or something in it is no option.</exception>
    public string[] Complete(RootCommand root, string[] arguments)
    {
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return arguments;
        var path = parsed.GetValue(_file) ?? Variable(_file);
        var known = root
            .Options.Where(option => option != _file && option is not (HelpOption or VersionOption))
            .ToDictionary(option => option.Name[2..]);
        var file = path is null ? [] : Read(path, known);
        var said = new List<string>(arguments);
        foreach (var option in parsed.CommandResult.Command.Options.Where(known.ContainsValue))
        {
            if (parsed.GetResult(option) is { Implicit: false })
                continue;
            if (Variable(option) is { } value)
                Say(
                    option,
                    $"the variable {VariableOf(option)}",
                    option.ValueType.IsArray ? value.Split(',') : [value]
                );
            else if (file.TryGetValue(option.Name[2..], out var values))
                Say(option, path!, values);
        }

        return [.. said];

        void Say(Option option, string source, string[] values)
        {
            if (option.ValueType == typeof(bool) && !values.All(value => value is "" or "true" or "false"))
                throw new OptionsRefusedException($"{option.Name} of {source} takes true or false.");
            _sources[option.Name] = source;
            said.AddRange(values.Where(value => value.Length > 0).Select(value => $"{option.Name}={value}"));
        }
    }

    /// <summary>What is wrong and, if it is not the command line, where it stands.</summary>
    public string Describe(ParseError wrong)
    {
        for (var place = wrong.SymbolResult; place is not null; place = place.Parent)
        {
            if (place is OptionResult { Option.Name: var name } && _sources.TryGetValue(name, out var source))
                return $"{wrong.Message} It is {name} of {source}.";
        }

        return wrong.Message;
    }

    private static Dictionary<string, string[]> Read(string path, Dictionary<string, Option> known)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Format);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? document.RootElement.EnumerateObject().ToDictionary(entry => NameOf(entry), entry => Values(entry))
                : throw new OptionsRefusedException($"{path} holds no JSON object.");
        }
        catch (JsonException broken)
        {
            throw new OptionsRefusedException($"{path} is not JSON: {broken.Message}");
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            throw new OptionsRefusedException($"{path} cannot be read: {away.Message}");
        }

        string NameOf(JsonProperty entry) =>
            known.ContainsKey(entry.Name)
                ? entry.Name
                : throw new OptionsRefusedException($"'{entry.Name}' in {path} is no option of the cloud.");

        string[] Values(JsonProperty entry) =>
            entry.Value.ValueKind is not JsonValueKind.Array ? [Value(entry, entry.Value)]
            : known[entry.Name].ValueType.IsArray ? [.. entry.Value.EnumerateArray().Select(each => Value(entry, each))]
            : throw new OptionsRefusedException($"'{entry.Name}' in {path} takes one value, not a list.");

        string Value(JsonProperty entry, JsonElement value) =>
            value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => throw new OptionsRefusedException(
                    $"'{entry.Name}' in {path} takes a text, a number, true or false."
                ),
            };
    }

    private static string VariableOf(Option option) => Prefix + option.Name[2..].Replace('-', '_').ToUpperInvariant();

    // Empty counts as not said, as everywhere.
    private static string? Variable(Option option) =>
        Environment.GetEnvironmentVariable(VariableOf(option)) is { Length: > 0 } value ? value : null;
}

/// <summary>Options were said in a way that cannot be followed; the message says which, without their values.</summary>
internal sealed class OptionsRefusedException(string message) : Exception(message);
