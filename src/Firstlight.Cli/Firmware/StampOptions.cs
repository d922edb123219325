using System.CommandLine;

namespace Firstlight.Cli.Firmware;

/// <summary>The options of <c>firstlight firmware stamp</c>.</summary>
internal sealed class StampOptions
{
    public Argument<string> Image { get; } = new("image") { Description = "The file that the build made." };

    public Option<string> Tokens { get; } =
        new("--tokens")
        {
            Description = "The exported batch: .csv or .jsonl.",
            HelpName = "FILE",
            Required = true,
        };

    public Option<string> Out { get; } =
        new("--out", "-o")
        {
            Description = "The folder for the units' files.",
            HelpName = "FOLDER",
            Required = true,
        };

    public Option<string?> NameBy { get; } =
        new("--name-by")
        {
            Description = "The column that names the files. Default: Serial Number, else Number.",
            HelpName = "COLUMN",
        };

    public Option<bool> Overwrite { get; } =
        new("--overwrite") { Description = "Replace files that hold something else." };

    /// <summary>What every file says beside the token.</summary>
    public NetworkOptions Values { get; } = new();

    public IEnumerable<Option> All => [Tokens, Out, NameBy, Overwrite, .. Values.All];
}
