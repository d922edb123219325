using Firstlight.TestKit.Programs;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Daemon.Tests.Commands;

/// <summary>Words in, exit code and sentences out.</summary>
public sealed class CommandLineTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Help_names_every_command_and_every_exit_code()
    {
        (await RunAsync("--help")).ShouldBe(ExitCodes.Ok);

        foreach (var word in new[] { "run", "check", "claim CODE", "--config", "--version" })
            _output.ToString().ShouldContain(word);
        foreach (var (code, meaning) in ExitCodes.All)
            _output.ToString().ShouldContain($"{code}  {meaning}");
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        (await RunAsync("--version")).ShouldBe(ExitCodes.Ok);

        _output.ToString().ShouldMatch("^firstlight-edgentd [0-9.]+\n$");
    }

    [Theory]
    [InlineData("chekc", "Did you mean check?")]
    [InlineData("--confg x", "Did you mean --config?")]
    [InlineData("--config", "--config takes a file.")]
    [InlineData("claim", "takes the short code")]
    [InlineData("claim ABCD ABCD", "one code")]
    [InlineData("run check", "means nothing here")]
    public async Task A_wrong_command_line_says_what_is_wrong(string words, string why)
    {
        (await RunAsync(words.Split(' '))).ShouldBe(ExitCodes.Usage);

        _error.ToString().ShouldContain(why);
        _error.ToString().ShouldContain("--help");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task Problems_are_named_with_file_and_key(string verb)
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch.File("edgent.json"), "{\"cluod\": {}}", Cancellation);

        (await RunAsync(verb, "--config", scratch.File("edgent.json"))).ShouldBe(ExitCodes.Configuration);

        _error.ToString().ShouldContain($"{scratch.File("edgent.json")}: cluod: is no key. Did you mean cloud?");
        _error.ToString().ShouldContain("template.id: is missing");
    }

    [Fact]
    public async Task Check_shows_the_parts_that_were_found_and_makes_nothing()
    {
        using var scratch = new Scratch();
        var file = await WiredAsync(scratch, "lo");

        (await RunAsync("check", "--config", file)).ShouldBe(ExitCodes.Ok, _error.ToString());

        _output.ToString().ShouldContain("no problem");
        _output.ToString().ShouldContain("cloud.example.com:443 with TLS");
        _output.ToString().ShouldContain("lo, 00:00:00:00:00:00, plugged in");
        Directory.Exists(scratch.File("state")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task A_part_that_is_not_there_is_said_and_has_its_code(string verb)
    {
        using var scratch = new Scratch();
        var file = await WiredAsync(scratch, "eth77");

        (await RunAsync(verb, "--config", file)).ShouldBe(ExitCodes.Unavailable);

        _error.ToString().ShouldContain("no network interface eth77");
    }

    [Fact]
    public async Task A_service_that_is_stopped_ends_with_zero_and_leaves_no_socket()
    {
        using var scratch = new Scratch();
        var file = await WiredAsync(scratch, "lo");
        using var power = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = CommandLine.RunAsync(["--config", file], Surroundings(), power.Token);
        await Until.TrueAsync(() => File.Exists(scratch.File("bridge.sock")), "the bridge is open", Cancellation);

        await power.CancelAsync();

        (await running).ShouldBe(ExitCodes.Ok);
        File.Exists(scratch.File("bridge.sock")).ShouldBeFalse();
        File.GetUnixFileMode(scratch.File("state"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_code_for_a_service_that_does_not_run_says_so()
    {
        using var scratch = new Scratch();
        var file = await WiredAsync(scratch, "lo");

        (await RunAsync("claim", "ABCD2345", "--config", file)).ShouldBe(ExitCodes.Unavailable);

        _error.ToString().ShouldContain("systemctl status firstlight-edgent");
        _error.ToString().ShouldNotContain("ABCD2345");
    }

    [Fact]
    public void The_page_of_the_service_has_the_same_codes()
    {
        var page = File.ReadAllLines(Repository.File("docs/operate/edgentd.md"));

        page.Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (int.Parse(cells[1]), cells[2]))
            .ShouldBe(ExitCodes.All.Select(row => (row.Code, row.Meaning)));
    }

    [Fact]
    public async Task A_board_for_Wi_Fi_without_a_radio_is_told_so_and_hears_nothing_of_cables()
    {
        using var scratch = new Scratch();
        var file = await WiredAsync(scratch, "lo");
        var wifi = (await File.ReadAllTextAsync(file, Cancellation)).Replace(
            "\"network\": \"wired\", \"wired\": { \"interface\": \"lo\" }",
            "\"network\": \"wifi\", \"radio\": { \"interface\": \"wlan77\" }",
            StringComparison.Ordinal
        );
        await File.WriteAllTextAsync(file, wifi, Cancellation);

        (await RunAsync("check", "--config", file)).ShouldBe(ExitCodes.Unavailable);

        _error.ToString().ShouldContain("There is no Wi-Fi interface wlan77 (see: iw dev).");
        _output.ToString().ShouldNotContain("cable");
    }

    private static async Task<string> WiredAsync(Scratch scratch, string cable)
    {
        var file = scratch.File("edgent.json");
        await File.WriteAllTextAsync(
            file,
            $$"""
            {
              "template": { "id": "TMPL12345678", "name": "Thermostat" },
              "firmware": { "version": "1.0.0" },
              "cloud": { "host": "cloud.example.com" },
              "network": "wired", "wired": { "interface": "{{cable}}" },
              "state": "{{scratch.File("state")}}", "bridge": { "socket": "{{scratch.File("bridge.sock")}}" }
            }
            """,
            Cancellation
        );
        return file;
    }

    private Task<int> RunAsync(params string[] words) => CommandLine.RunAsync(words, Surroundings(), Cancellation);

    private Surroundings Surroundings() =>
        new()
        {
            Output = _output,
            Error = _error,
            Log = new JournalLog(_error, withPriority: true),
            Time = TimeProvider.System,
        };
}
