using System.Text.RegularExpressions;

namespace Firstlight.Architecture.Tests;

/// <summary><c>./run</c> is how people start the cloud: what they cannot say there, they cannot say.</summary>
public sealed partial class RunScriptTests
{
    /// <summary>
    /// Said by the script itself, or by a variable because a password shows in the list of processes. A file is for a cloud in
    /// production, which the script does not start.
    /// </summary>
    private static readonly string[] Internal =
    [
        "--at",
        "--config",
        "--example",
        "--ready-file",
        "--smtp-password",
        "--web",
    ];

    [Fact]
    public void Every_option_of_the_cloud_is_taken_and_explained()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "run"));
        var usage = script[..script.IndexOf("\nTEXT\n", StringComparison.Ordinal)];
        var parsing = script[usage.Length..];
        var options = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src/Firstlight.Cloud"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => OptionName().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .Except(Internal)
            .ToList();

        options.Count.ShouldBeGreaterThan(10);
        options.Where(option => !IsIn(usage, option)).ShouldBeEmpty("not in ./run --help");
        options.Where(option => !IsIn(parsing, option)).ShouldBeEmpty("refused by ./run");
    }

    private static bool IsIn(string text, string option) =>
        Regex.IsMatch(text, $"{option}(?![a-z-])", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("\"(?<name>--[a-z-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OptionName();
}
