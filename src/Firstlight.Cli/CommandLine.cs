using System.CommandLine;
using System.CommandLine.Help;
using Firstlight.Cli.Commands;
using Firstlight.Cli.Output;

namespace Firstlight.Cli;

/// <summary>The program <c>firstlight</c> as a function: arguments and surroundings in, exit code out.</summary>
public static class CommandLine
{
    /// <summary>How long a command may clean up (cancel its session) after Ctrl-C.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Runs one command. Never throws for anything a person can cause; see <see cref="ExitCodes"/>.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        Surroundings surroundings,
        CancellationToken cancellation
    )
    {
        var root = Build(surroundings);
        // No response files: a password may begin with "@".
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            var message = parsed.UnmatchedTokens is [var unknown, ..]
                ? $"\"{unknown}\" means nothing here."
                : MissingArgument(parsed) ?? WithoutTypes(parsed.Errors[0].Message);
            var path = CommandPath(parsed.CommandResult);
            return Complaint.Write(
                surroundings.Error,
                new CommandFailure(ExitCodes.Usage, message, $"See: {path} --help")
            );
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = surroundings.Output,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TerminationTimeout,
            },
            cancellation
        );
    }

    // The parser's own message names the command, not what it lacks.
    private static string? MissingArgument(ParseResult parsed)
    {
        var missing = parsed.CommandResult.Command.Arguments.FirstOrDefault(argument =>
            argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 }
        );
        return missing is null ? null : $"{missing.Name} is missing: {missing.Description}";
    }

    // "… as expected type 'System.Nullable`1[System.Int32]'" is the parser's way to say "a whole number".
    private static string WithoutTypes(string message)
    {
        var at = message.IndexOf(" as expected type '", StringComparison.Ordinal);
        if (at < 0)
            return message;
        var kind = message[at..] switch
        {
            var type when type.Contains("Int", StringComparison.Ordinal) => "a whole number",
            var type when type.Contains("Double", StringComparison.Ordinal) => "a number",
            var type when type.Contains("DateTime", StringComparison.Ordinal) => "a time such as 2026-01-31T12:00:00Z",
            _ => "something else",
        };
        return $"{message[..at]}: it takes {kind}.";
    }

    private static RootCommand Build(Surroundings surroundings)
    {
        var run = new CommandRunner(surroundings);
        return new RootCommand(
            "Firstlight on the command line: bring devices online, look after them, script everything."
        )
        {
            CommonOptions.Json,
            CommonOptions.Cloud,
            CommonOptions.Trust,
            SignInCommand.Create(run),
            SignOutCommand.Create(run),
            TemplatesCommand.Create(run),
            DevicesCommand.Create(run),
            SessionsCommand.Create(run),
            ProvisionCommand.Create(run),
            TokensCommand.Create(run),
            ClaimCommand.Create(run),
            FirmwareCommand.Create(run),
            StationCommand.Create(run),
            WatchCommand.Create(run),
            WorkbenchCommand.Create(run),
            CompletionCommand.Create(run),
        };
    }

    private static string CommandPath(System.CommandLine.Parsing.CommandResult command)
    {
        var names = new List<string>();
        for (System.CommandLine.Parsing.SymbolResult? at = command; at is not null; at = at.Parent)
        {
            if (at is System.CommandLine.Parsing.CommandResult { Command: var named })
                names.Insert(0, named is RootCommand ? "firstlight" : named.Name);
        }

        return string.Join(' ', names);
    }
}
