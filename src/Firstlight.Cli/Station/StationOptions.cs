using System.CommandLine;
using Firstlight.Cli.Firmware;

namespace Firstlight.Cli.Station;

/// <summary>The options of <c>firstlight station</c>: those of a stamp, and what is done with each file.</summary>
internal sealed class StationOptions
{
    public Argument<string> Image { get; } = new("image") { Description = "The file that the build made." };

    public Option<string> Tokens { get; } =
        new("--tokens")
        {
            Description = "The batch as tokens export --format jsonl wrote it.",
            HelpName = "FILE",
            Required = true,
        };

    public Option<string?> Journal { get; } =
        new("--journal")
        {
            Description = "What was done, kept between runs. Default: the list's name and .journal.",
            HelpName = "FILE",
        };

    public Option<string> Flash { get; } =
        new("--flash")
        {
            Description = "The command that flashes {file}, such as: esptool write-flash 0x10000 {file}",
            HelpName = "COMMAND",
            Required = true,
        };

    public Option<string?> SelfTest { get; } =
        new("--self-test")
        {
            Description = "A pin that must have a value, or this one: V5 or V5=1.",
            HelpName = "PIN[=VALUE]",
        };

    public Option<string?> Print { get; } =
        new("--print")
        {
            Description = "The command that prints a label's {file}, a PDF. Default: labels are there already.",
            HelpName = "COMMAND",
        };

    public Option<string> Paper { get; } =
        new("--paper") { Description = "The labels' paper.", DefaultValueFactory = _ => "Roll62x29" };

    public Option<string?> Title { get; } =
        new("--title") { Description = "What labels call the product. Default: the template's name." };

    public Option<int> Timeout { get; } =
        new("--timeout")
        {
            Description = "Seconds to wait for a unit to connect, and for its self-test.",
            DefaultValueFactory = _ => 120,
        };

    /// <summary>What is stamped, beside the token.</summary>
    public NetworkOptions Values { get; } = new();

    public IEnumerable<Option> All => [Tokens, Journal, Flash, SelfTest, Print, Paper, Title, Timeout, .. Values.All];
}
