using System.CommandLine;
using Firstlight.Protocol.Bundles;

namespace Firstlight.Cli.Firmware;

/// <summary>The options of <c>firstlight firmware bundle</c>.</summary>
internal sealed class BundleOptions
{
    public BundleOptions() => Architecture.AcceptOnlyFromAmong([.. BundleArchitecture.All]);

    public Argument<string> Folder { get; } =
        new("folder") { Description = "The folder with the program and all that it needs." };

    public Argument<string> Out { get; } = new("out") { Description = "The bundle to write." };

    public Option<string> Key { get; } =
        new("--key")
        {
            Description = "The maker's private key, from firstlight firmware key.",
            HelpName = "FILE",
            Required = true,
        };

    public Option<string> Version { get; } =
        new("--version") { Description = "The version that devices report once they run it.", Required = true };

    public Option<string> Type { get; } =
        new("--type")
        {
            Description = "Which devices it is for: the template id.",
            HelpName = "TMPL",
            Required = true,
        };

    public Option<string> Architecture { get; } =
        new("--arch") { Description = "The devices' processor.", Required = true };

    public Option<string?> Program { get; } =
        new("--program")
        {
            Description = "The file to start. Default: the only one in the folder that can be started.",
            HelpName = "NAME",
        };

    public Option<string?> Build { get; } =
        new("--build") { Description = "When it was built. Default: now.", HelpName = "\"Mmm dd yyyy hh:mm:ss\"" };

    public IEnumerable<Option> All => [Key, Version, Type, Architecture, Program, Build];
}
