using System.Text.Json;

namespace Firstlight.Cli.Tests.Peers;

/// <summary>One run of the program with everything it said.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonElement.Parse(Output);

    /// <summary>All that was said, for searching secrets.</summary>
    public string Everything => Output + Error;
}

/// <summary>A machine for the program: its own settings folder and environment, no terminal.</summary>
internal sealed class Desk : IDisposable
{
    public string SettingsFolder { get; } = Directory.CreateTempSubdirectory("firstlight-cli-").FullName;

    public Dictionary<string, string> Variables { get; } = [];

    public string Typed { get; set; } = "";

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public Task<CommandRun> RunAsync(params string[] arguments) =>
        RunUntilAsync(TestContext.Current.CancellationToken, arguments);

    /// <summary>Runs until <paramref name="interrupt"/>, which stands for Ctrl-C.</summary>
    public async Task<CommandRun> RunUntilAsync(CancellationToken interrupt, params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var surroundings = new Surroundings(
            output,
            error,
            new StringReader(Typed),
            HasTerminal: false,
            name => Variables.GetValueOrDefault(name),
            SettingsFolder,
            Time
        );
        var exitCode = await CommandLine.RunAsync(arguments, surroundings, interrupt);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Signed in to <paramref name="cloud"/> by the environment.</summary>
    public Desk SignedInTo(ScriptedCloud cloud)
    {
        Variables["FIRSTLIGHT_CLOUD"] = cloud.Address.ToString();
        Variables["FIRSTLIGHT_TOKEN"] = ScriptedCloud.AccessToken;
        return this;
    }

    public void Dispose() => Directory.Delete(SettingsFolder, recursive: true);
}
