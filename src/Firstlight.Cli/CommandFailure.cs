namespace Firstlight.Cli;

/// <summary>
/// Ends a command: one sentence that says what is wrong, one that says what to do next, and the number for the shell.
/// It is thrown because every layer above has only one thing left to do, which is to stop.
/// </summary>
internal sealed class CommandFailure(int exitCode, string message, string? nextStep = null) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string? NextStep { get; } = nextStep;

    /// <summary>Nobody can be asked, so <paramref name="option"/> has to be given.</summary>
    public static CommandFailure MissingOption(string option, string what) =>
        new(ExitCodes.Usage, $"There is no terminal to ask for {what}.", $"Name it: {option}");
}
