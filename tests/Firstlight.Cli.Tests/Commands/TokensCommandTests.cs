using Firstlight.Cli.Tests.Peers;
using Firstlight.TestKit.Programs;

namespace Firstlight.Cli.Tests.Commands;

public sealed class TokensCommandTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_batch_is_ordered_and_watched_until_its_last_token()
    {
        await using var maker = await ScriptedMaker.StartAsync();

        var run = await RunAsync(
            maker,
            "tokens",
            "create",
            "-t",
            "TMPLthermo01",
            "-c",
            "2000",
            "--idempotency-key",
            "po-7"
        );
        var json = await RunAsync(maker, "tokens", "create", "-t", "TMPLthermo01", "-c", "2000", "--no-wait", "--json");

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        run.Output.ShouldBe(
            "Batch 5 \"Meters\": 2000 of 2000 tokens, Ready. Take it away: firstlight tokens export 5"
                + Environment.NewLine
        );
        ((int?)maker.LastOrder!["count"]).ShouldBe(2_000);
        json.Json.GetProperty("state").GetString().ShouldBe("Making");
    }

    [Fact]
    public async Task Batches_and_their_tokens_are_listed()
    {
        await using var maker = await ScriptedMaker.StartAsync();

        var list = await RunAsync(maker, "tokens");
        var show = await RunAsync(maker, "tokens", "show", "5");
        var units = await RunAsync(maker, "tokens", "units", "5", "--state", "Claimed");

        list.Output.ShouldContain("Meters");
        show.Output.ShouldContain("TMPLthermo01");
        units.Output.ShouldContain("Claimed");
        maker.Requests.ShouldContain("GET /api/v1/static-tokens?batchId=5&state=Claimed");
    }

    [Fact]
    public async Task An_export_is_a_whole_file_of_its_owner_alone()
    {
        await using var maker = await ScriptedMaker.StartAsync();
        var file = Path.Combine(_desk.SettingsFolder, "labels.pdf");

        var run = await RunAsync(
            maker,
            [
                "tokens",
                "export",
                "5",
                "-f",
                "pdf",
                "--paper",
                "Roll62x29",
                "--from",
                "2",
                "--title",
                "A & B",
                "-o",
                file,
            ]
        );

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(ScriptedMaker.Export);
        maker.Requests.ShouldContain(
            "POST /api/v1/static-batches/5/export?format=pdf&from=2&paper=Roll62x29&title=A%20%26%20B"
        );
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task An_export_that_is_cut_off_or_refused_leaves_nothing()
    {
        await using var maker = await ScriptedMaker.StartAsync();
        var file = Path.Combine(_desk.SettingsFolder, "tokens.csv");

        maker.BeforeBreak = () =>
            Until.TrueAsync(
                () => new FileInfo(file + ".part") is { Exists: true, Length: > 0 },
                "some of it has arrived",
                TestContext.Current.CancellationToken
            );

        var cut = await RunAsync(maker, "tokens", "export", "6", "-o", file);
        var unknown = await RunAsync(maker, "tokens", "export", "7", "-o", file);
        var nowhere = await RunAsync(maker, "tokens", "export", "5", "-o", Path.Combine(file, "inner"));

        cut.ExitCode.ShouldBe(ExitCodes.CloudUnavailable, cut.Error);
        cut.Error.ShouldContain("ended before it was whole");
        unknown.ExitCode.ShouldBe(ExitCodes.NotFound);
        nowhere.ExitCode.ShouldBe(ExitCodes.FileNotWritten);
        Directory.GetFiles(_desk.SettingsFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tokens_are_released_and_deleted_by_their_number()
    {
        await using var maker = await ScriptedMaker.StartAsync();

        (await RunAsync(maker, "tokens", "release", "9", "--erase")).Output.ShouldContain("can be claimed again");
        (await RunAsync(maker, "tokens", "delete", "9")).Output.ShouldContain("is deleted");
        (await RunAsync(maker, "tokens", "cancel", "5")).Output.ShouldContain("is cancelled");

        maker.Requests.ShouldContain("POST /api/v1/static-tokens/9/release?erase=true");
        maker.Requests.ShouldContain("DELETE /api/v1/static-tokens/9");
    }

    [Fact]
    public async Task A_unit_is_claimed_by_its_code_typed_or_scanned()
    {
        await using var maker = await ScriptedMaker.StartAsync();
        _desk.Typed = "  sqr_scanned+1\n";

        var typed = await RunAsync(maker, "claim", "26R3RD-KYJBNZ-4YNJ4N");
        var typedCode = (string?)maker.LastClaim!["code"];
        var scanned = await RunAsync(maker, "claim");
        var refused = await RunAsync(maker, "claim", "wrong");
        _desk.Typed = "";
        var nothing = await RunAsync(maker, "claim");

        typed.Output.ShouldContain("Device 31 \"Meter\" is in your account now.");
        typedCode.ShouldBe("26R3RD-KYJBNZ-4YNJ4N");
        scanned.ExitCode.ShouldBe(ExitCodes.Ok, scanned.Error);
        refused.ExitCode.ShouldBe(ExitCodes.Refused);
        refused.Error.ShouldContain("already claimed");
        nothing.ExitCode.ShouldBe(ExitCodes.Usage);
    }

    private Task<CommandRun> RunAsync(ScriptedMaker maker, params string[] arguments)
    {
        _desk.Variables["FIRSTLIGHT_CLOUD"] = maker.Address.ToString();
        _desk.Variables["FIRSTLIGHT_TOKEN"] = ScriptedMaker.AccessToken;
        return _desk.RunAsync(arguments);
    }
}
