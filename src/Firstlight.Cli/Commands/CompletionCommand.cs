using System.CommandLine;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight completion SHELL</c>: prints a script that asks the program itself for completions.</summary>
internal static class CompletionCommand
{
    // The program's name is cut off the line, because it may be called by a path; the "[suggest:N]" directive counts
    // the position in what remains.
    private const string Bash = """
        # firstlight completion for bash: eval "$(firstlight completion bash)"
        _firstlight_complete() {
          local line="${COMP_LINE#* }" cut IFS=$'\n'
          cut=$(( ${#COMP_LINE} - ${#line} ))
          COMPREPLY=( $("${COMP_WORDS[0]}" "[suggest:$(( COMP_POINT - cut ))]" "$line" 2>/dev/null) )
        }
        complete -o default -F _firstlight_complete firstlight
        """;

    private const string Zsh = """
        # firstlight completion for zsh: eval "$(firstlight completion zsh)"
        _firstlight_complete() {
          local line="${BUFFER#* }" cut
          cut=$(( ${#BUFFER} - ${#line} ))
          local -a found
          found=( ${(f)"$("${words[1]}" "[suggest:$(( CURSOR - cut ))]" "$line" 2>/dev/null)"} )
          compadd -a found
        }
        compdef _firstlight_complete firstlight
        """;

    private const string Fish = """
        # firstlight completion for fish: firstlight completion fish | source
        function __firstlight_complete
          set -l line (commandline -cp | string replace -r '^\S+\s' '')
          (commandline -opc)[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c firstlight -f -a '(__firstlight_complete)'
        """;

    public static Command Create(CommandRunner run)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a script that completes commands and options in your shell.")
        {
            shell,
        };
        run.Set(
            command,
            (call, cancellation) =>
            {
                var script = call.Value(shell) switch
                {
                    "zsh" => Zsh,
                    "fish" => Fish,
                    _ => Bash,
                };
                return call.Surroundings.Output.WriteLineAsync(script.AsMemory(), cancellation);
            }
        );
        return command;
    }
}
