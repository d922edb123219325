using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>What lies in <c>deploy/</c> is held against the programs that read it.</summary>
public sealed partial class DeployFilesTests
{
    private const string Unit = "firstlight-cloud.service";

    /// <summary>Of ten, in tenths: systemd calls 2.0 and less "OK"; without any hardening it is 96.</summary>
    private const string ExposureMax = "20";

    private static readonly string UnitFile = Repository.File($"deploy/systemd/{Unit}");
    private static readonly string Example = Repository.File("deploy/systemd/cloud.json");
    private static readonly string Compose = Repository.File("deploy/container/compose.yaml");

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Systemd_takes_the_unit_and_finds_it_hardened()
    {
        using var scratch = new Scratch();
        var units = Directory.CreateDirectory(scratch.File("etc/systemd/system")).FullName;
        File.Copy(UnitFile, Path.Combine(units, Unit));
        var program = StartOf(await File.ReadAllTextAsync(UnitFile, Cancellation)).TrimStart('/');
        Directory.CreateDirectory(Path.GetDirectoryName(scratch.File(program))!);
        File.Copy("/bin/true", scratch.File(program));

        await SucceedsAsync(
            "systemd-analyze",
            "verify",
            "--recursive-errors=no",
            "--man=no",
            $"--root={scratch.Path}",
            Unit
        );
        await SucceedsAsync(
            "systemd-analyze",
            "security",
            "--offline=true",
            $"--threshold={ExposureMax}",
            $"--root={scratch.Path}",
            Unit
        );
    }

    [Fact]
    public async Task The_service_manager_is_told_when_the_doors_are_open_and_when_they_close()
    {
        using var scratch = new Scratch();
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(scratch.File("notify")));
        await using var cloud = await CloudProcess.StartAsync(
            scratch.File("data"),
            new Dictionary<string, string?> { ["NOTIFY_SOCKET"] = scratch.File("notify") },
            Cancellation
        );
        (await HearAsync(manager)).ShouldBe("READY=1");
        (await cloud.TerminateAsync(Cancellation)).ShouldBe(0, cloud.Output);
        (await HearAsync(manager)).ShouldBe("STOPPING=1");
    }

    [Fact]
    public async Task The_cloud_starts_with_the_example()
    {
        using var scratch = new Scratch();
        // Only what a test must not touch on its machine is said otherwise; a port of its own for each further end point.
        var folder = scratch.File("data");
        string[] here = ["--listen", "127.0.0.1", "--also-plain", "127.0.0.4:18080", "--also-tls", "127.0.0.4:18443"];
        await using var cloud = await CloudProcess.StartAsync(
            folder,
            Cancellation,
            more: ["--config", Example, .. here]
        );
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.4:18080") };
        (await http.GetStringAsync("readyz", Cancellation)).ShouldContain("ready");
        Directory.Exists("/var/lib/firstlight").ShouldBeFalse();
    }

    [Fact]
    public async Task Every_name_in_the_examples_is_an_option_of_the_cloud()
    {
        var help = await SucceedsAsync(
            "dotnet",
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            "--help"
        );
        // Lines that are comments in the examples are to be uncommented by people, so they count too.
        var keys = Key()
            .Matches(await File.ReadAllTextAsync(Example, Cancellation))
            .Select(match => match.Groups["name"].Value);
        var variables = new[]
        {
            Repository.File("deploy/systemd/cloud.env"),
            Compose,
            Repository.File("deploy/container/Containerfile"),
        }
            .SelectMany(file => Variable().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value.ToLowerInvariant().Replace('_', '-'))
            .ToList();
        variables.Count.ShouldBeGreaterThan(8);
        foreach (var name in keys.Concat(variables))
            help.ShouldContain($"--{name} ");
    }

    [Fact]
    public async Task The_compose_file_has_its_shape_and_its_health_check_follows_a_real_cloud()
    {
        var text = await SucceedsAsync(
            "/usr/bin/python3",
            "-c",
            "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))",
            Compose
        );
        var compose = JsonNode.Parse(text)!;
        var cloud = compose["services"]!["cloud"]!;
        File.Exists(
                Path.Combine(
                    Path.GetDirectoryName(Compose)!,
                    (string)cloud["build"]!["context"]!,
                    (string)cloud["build"]!["dockerfile"]!
                )
            )
            .ShouldBeTrue();
        foreach (var (name, service) in compose["services"]!.AsObject())
        {
            foreach (var volume in service!["volumes"]!.AsArray())
                compose["volumes"]!.AsObject().ContainsKey(((string)volume!).Split(':')[0]).ShouldBeTrue(name);
        }

        using var scratch = new Scratch();
        await using var running = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        var check = cloud["healthcheck"]!["test"]!.AsArray().Select(word => (string)word!).ToList();
        check[0].ShouldBe("CMD");
        var script = check[^1].Replace("/8080", $"/{running.Port}", StringComparison.Ordinal);
        await SucceedsAsync(check[1], check[2], script);
        await running.TerminateAsync(Cancellation);
        await using var after = Child.Start(check[1], [check[2], script]);
        (await after.WaitForExitAsync(Cancellation)).ShouldNotBe(0);
    }

    private static string StartOf(string unit) => Start().Match(unit).Groups["program"].Value;

    private static async Task<string> HearAsync(Socket manager)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var words = new byte[256];
        var length = await manager.ReceiveAsync(words, limit.Token);
        return Encoding.UTF8.GetString(words.AsSpan(0, length));
    }

    private static async Task<string> SucceedsAsync(string program, params string[] words)
    {
        await using var child = Child.Start(program, words);
        (await child.WaitForExitAsync(Cancellation)).ShouldBe(0, child.Output);
        return child.Output;
    }

    [GeneratedRegex(@"^ExecStart=(?<program>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Start();

    [GeneratedRegex("""^\s*(?://\s*)?"(?<name>[a-z-]+)":""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    [GeneratedRegex(
        @"FIRSTLIGHT_(?!DATABASE_PASSWORD)(?<name>[A-Z_]+)\b(?=[=:])(?!:-)(?!:\?)",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Variable();
}
