namespace Firstlight.Edgent.Daemon;

/// <summary>What the program is asked to do.</summary>
internal enum Verb
{
    /// <summary>Be the device.</summary>
    Run,

    /// <summary>Read the configuration and look for the parts.</summary>
    Check,

    /// <summary>Hand a short code to the running service.</summary>
    Claim,

    /// <summary>Print the help.</summary>
    Help,

    /// <summary>Print the version.</summary>
    Version,
}

/// <summary>The words of a command line. Read by hand: a service of four verbs starts sooner without a parser's tables.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="ConfigFile">The configuration.</param>
/// <param name="Code">The short code of <see cref="Verb.Claim"/>; a secret.</param>
internal sealed record Invocation(Verb Verb, string ConfigFile, string Code)
{
    /// <summary>What is asked, or what is wrong with it.</summary>
    public static (Invocation? Asked, string Fault) Read(IReadOnlyList<string> words)
    {
        Verb? verb = null;
        var (file, code) = (ConfigReader.DefaultFile, "");
        for (var at = 0; at < words.Count; at++)
        {
            switch (words[at])
            {
                case "--help" or "-h":
                    return (new Invocation(Verb.Help, file, ""), "");
                case "--version":
                    return (new Invocation(Verb.Version, file, ""), "");
                case "--config" when at + 1 < words.Count:
                    file = words[++at];
                    break;
                case "--config":
                    return (null, "--config takes a file.");
                case var word when verb is null && VerbOf(word) is { } named:
                    verb = named;
                    break;
                case var word when verb == Verb.Claim && code.Length == 0 && !word.StartsWith('-'):
                    code = word;
                    break;
                case var word when verb == Verb.Claim && code.Length > 0:
                    return (null, "claim takes one code and nothing after it.");
                case var word:
                    return (null, $"\"{word}\" means nothing here.{Hint(word)}");
            }
        }

        if (verb == Verb.Claim && code.Length == 0)
            return (null, "claim takes the short code that the app shows.");
        return (new Invocation(verb ?? Verb.Run, file, code), "");
    }

    /// <summary>Without the code.</summary>
    public override string ToString() => $"{Verb} --config {ConfigFile}";

    private static Verb? VerbOf(string word) =>
        word switch
        {
            "run" => Verb.Run,
            "check" => Verb.Check,
            "claim" => Verb.Claim,
            _ => null,
        };

    private static string Hint(string word) =>
        NearestName.Of(word, ["run", "check", "claim", "--config", "--help", "--version"]) is { } near
            ? $" Did you mean {near}?"
            : "";
}
