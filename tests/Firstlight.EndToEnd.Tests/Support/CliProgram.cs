using System.Text.Json.Nodes;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>The <c>firstlight</c> program as a person's shell runs it.</summary>
internal sealed class CliProgram(Uri cloud, Uri workbench, string settingsFolder)
{
    /// <summary>Runs a command to its end.</summary>
    public async Task<CliResult> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        await using var child = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cli", "firstlight"),
            arguments,
            new Dictionary<string, string?>
            {
                ["FIRSTLIGHT_CLOUD"] = cloud.ToString(),
                ["FIRSTLIGHT_WORKBENCH"] = workbench.ToString(),
                ["FIRSTLIGHT_PASSWORD"] = CloudProcess.OwnerPassword,
                ["XDG_CONFIG_HOME"] = settingsFolder,
                ["NO_COLOR"] = "1",
            }
        );
        var code = await child.WaitForExitAsync(cancellation);
        return new CliResult(code, child.Output);
    }

    public async Task SignInAsync(CancellationToken cancellation)
    {
        var result = await RunAsync(cancellation, "sign-in", "--email", CloudProcess.OwnerEmail);
        result.Code.ShouldBe(0, result.Output);
    }
}

internal sealed record CliResult(int Code, string Output)
{
    /// <summary>The one line of JSON that <c>--json</c> prints.</summary>
    public JsonNode Json => JsonNode.Parse(Output[Output.IndexOfAny(['{', '['])..])!;
}
