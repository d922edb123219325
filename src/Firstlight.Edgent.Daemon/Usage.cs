using System.Reflection;

namespace Firstlight.Edgent.Daemon;

/// <summary>What <c>--help</c> and <c>--version</c> print.</summary>
internal static class Usage
{
    /// <summary>The program's name and version.</summary>
    public static string Version =>
        $"firstlight-edgentd {typeof(Usage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    /// <summary>The help, with every exit code.</summary>
    public static string Text =>
        $"""
            firstlight-edgentd [run] [--config FILE]    be the device that FILE describes, until SIGTERM
            firstlight-edgentd check [--config FILE]    read FILE, name every problem, show the board's parts
            firstlight-edgentd claim CODE               on a board with a cable: bring it online with the app's short code
            firstlight-edgentd --help | --version

            FILE is {ConfigReader.DefaultFile} unless another one is named.

            Exit codes:
            {string.Join('\n', ExitCodes.All.Select(row => $"  {row.Code, 2}  {row.Meaning}"))}

            """;
}
