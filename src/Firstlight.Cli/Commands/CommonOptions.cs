using System.CommandLine;

namespace Firstlight.Cli.Commands;

/// <summary>Options that every command takes.</summary>
internal static class CommonOptions
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print JSON for programs, and nothing else on standard output.",
        Recursive = true,
    };

    public static readonly Option<Uri?> Cloud = new("--cloud")
    {
        Description = "The cloud's address. Default: FIRSTLIGHT_CLOUD, the one signed in to, or http://127.0.0.1:8080.",
        HelpName = "URL",
        Recursive = true,
        CustomParser = WebAddress.Parse,
    };

    public static readonly Option<string?> Trust = new("--trust")
    {
        Description =
            "PEM file with the root to trust for https, such as data/tls/root.pem. Default: FIRSTLIGHT_TRUST, the one signed in with.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<Uri?> Workbench() =>
        new("--workbench")
        {
            Description = "The workbench's address. Default: FIRSTLIGHT_WORKBENCH or http://127.0.0.1:8090.",
            HelpName = "URL",
            CustomParser = WebAddress.Parse,
        };
}
