namespace Firstlight.Cli;

/// <summary>Everything the command line takes from the machine it runs on, so that a test can bring its own.</summary>
/// <param name="Output">Where results go; with <c>--json</c> nothing but JSON.</param>
/// <param name="Error">Where complaints go.</param>
/// <param name="Input">Where a piped secret comes from.</param>
/// <param name="HasTerminal">True when a person can be asked: input and output are a terminal.</param>
/// <param name="Variable">Reads one environment variable; null when it is not set or empty.</param>
/// <param name="SettingsFolder">The folder that holds <c>firstlight/credentials.json</c>.</param>
/// <param name="Time">The clock.</param>
public sealed record Surroundings(
    TextWriter Output,
    TextWriter Error,
    TextReader Input,
    bool HasTerminal,
    Func<string, string?> Variable,
    string SettingsFolder,
    TimeProvider Time
)
{
    /// <summary>The real ones.</summary>
    public static Surroundings OfThisProcess() =>
        new(
            Console.Out,
            Console.Error,
            Console.In,
            !Console.IsInputRedirected && !Console.IsOutputRedirected,
            ReadVariable,
            // Honours XDG_CONFIG_HOME on Linux.
            Environment.GetFolderPath(
                Environment.SpecialFolder.ApplicationData,
                Environment.SpecialFolderOption.DoNotVerify
            ),
            TimeProvider.System
        );

    private static string? ReadVariable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
