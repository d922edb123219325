namespace Firstlight.Edgent.Daemon;

/// <summary>The program <c>firstlight-edgentd</c> as a function: words and surroundings in, exit code out.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command. Never throws for anything a person can cause; see <see cref="ExitCodes"/>.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> words,
        Surroundings surroundings,
        CancellationToken cancellation
    )
    {
        var (asked, fault) = Invocation.Read(words);
        if (asked is null)
        {
            await surroundings.Error.WriteLineAsync($"firstlight-edgentd: {fault}\nSee: firstlight-edgentd --help");
            return ExitCodes.Usage;
        }

        switch (asked.Verb)
        {
            case Verb.Help:
                await surroundings.Output.WriteAsync(Usage.Text);
                return ExitCodes.Ok;
            case Verb.Version:
                await surroundings.Output.WriteLineAsync(Usage.Version);
                return ExitCodes.Ok;
            case Verb.Check:
                return await CheckCommand.RunAsync(asked.ConfigFile, surroundings, cancellation);
            case Verb.Claim:
                return await ClaimCommand.RunAsync(asked.ConfigFile, asked.Code, surroundings, cancellation);
            default:
                return await RunCommand.RunAsync(asked.ConfigFile, words, surroundings, cancellation);
        }
    }
}
