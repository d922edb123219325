using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Firmware;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The station as a process, with a real cloud, real connections of what was flashed, and a power cut at every step.</summary>
public sealed class StationTests
{
    private const int Units = 7;

    private static readonly byte[] Image = EspImageMaker.Application(4_000);

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_every_step_it_uses_no_token_twice_and_skips_none()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var units = await PrepareAsync(api, scratch);
        await using var bench = new Bench(scratch.File("bench"));
        var station = new StationProcess(scratch, api, cloud);
        string[] kills = ["before it begins", "flashing", "flashed", "printing", "printed", "before the label", "none"];

        for (var unit = 1; unit <= Units; unit++)
        {
            var kill = kills[unit - 1];
            await using (var first = station.Start(kill))
            {
                await first.ExpectLineAsync(
                    line => line.Contains($"Unit {unit}: put it", StringComparison.Ordinal),
                    Cancellation
                );
                if (kill == "before it begins")
                    await first.KillAsync();
                else
                    await first.SayAsync("");
                if (kill == "none")
                    await LabelAsync(first, unit);
                else if (kill == "before the label")
                {
                    await first.ExpectLineAsync(
                        line => line.Contains("scan it", StringComparison.Ordinal),
                        Cancellation
                    );
                    await first.KillAsync();
                }

                await first.WaitForExitAsync(Cancellation);
            }

            if (kill == "none")
                continue;
            await using var second = station.Start("none");
            await second.ExpectLineAsync(
                line =>
                    line.Contains(
                        kill == "before it begins" ? $"Unit {unit}: put it" : $"Unit {unit} was interrupted",
                        StringComparison.Ordinal
                    ),
                Cancellation
            );
            await second.SayAsync("");
            // Somebody else's label first, every time.
            await second.ExpectLineAsync(line => line.Contains("scan it", StringComparison.Ordinal), Cancellation);
            await second.SayAsync((string)units[unit % Units]["qr"]!);
            await second.ExpectLineAsync(line => line.Contains("REFUSED", StringComparison.Ordinal), Cancellation);
            await LabelAsync(second, unit, isAsked: true);
            await second.SayAsync("q");
            await second.WaitForExitAsync(Cancellation);
        }

        var flashed = Directory.GetFiles(scratch.File("bench"), "unit-*.bin").Order(StringComparer.Ordinal).ToList();
        var tokens = new List<string>();
        foreach (var file in flashed)
            tokens.Add(new UnitReader(await File.ReadAllBytesAsync(file, Cancellation)).Values["auth"]);
        tokens.ShouldBe(units.Select(unit => (string)unit["token"]!));
        (await api.AllDevicesAsync(Cancellation)).Count.ShouldBe(Units, "each unit is in the cloud once");
        await using var last = station.Start("none", "--json");
        (await last.WaitForExitAsync(Cancellation)).ShouldBe(0, last.Output);
        last.Output.ShouldContain($$"""{"done":{{Units}},"setAside":[],"remaining":0}""");
        Directory.GetFiles(scratch.File("units.jsonl.journal.work")).ShouldBeEmpty();

        async Task LabelAsync(Child at, int unit, bool isAsked = false)
        {
            if (!isAsked)
                await at.ExpectLineAsync(line => line.Contains("scan it", StringComparison.Ordinal), Cancellation);
            await at.SayAsync((string)units[unit - 1]["claimCode"]!);
            await at.ExpectLineAsync(
                line => line.Contains($"Unit {unit} is done", StringComparison.Ordinal),
                Cancellation
            );
        }
    }

    private static async Task<IReadOnlyList<JsonNode>> PrepareAsync(RestClient api, Scratch scratch)
    {
        var template = await api.CreateTemplateAsync("Cellular Meter", Cancellation);
        var order = new { templateId = template, count = Units };
        var batch = await api.PostAsync("api/v1/static-batches", order, HttpStatusCode.Created, Cancellation);
        var path = $"api/v1/static-batches/{batch["id"]}";
        await Until.TrueAsync(
            async () => (string?)(await api.GetAsync(path, Cancellation))["state"] == "Ready",
            "the batch is ready",
            Cancellation
        );
        using var export = await api.Http.PostAsync($"{path}/export?format=jsonl", content: null, Cancellation);
        var lines = await export.Content.ReadAsStringAsync(Cancellation);
        await File.WriteAllTextAsync(scratch.File("units.jsonl"), lines, Cancellation);
        await File.WriteAllBytesAsync(scratch.File("app.bin"), Image, Cancellation);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>The station's process. Its commands pull the plug themselves: the shell's parent is the station.</summary>
    private sealed class StationProcess(Scratch scratch, RestClient api, CloudProcess cloud)
    {
        public Child Start(string kill, params string[] more)
        {
            var bench = scratch.File("bench");
            const string cut = "kill -9 $PPID; sleep 1";
            var flash = kill switch
            {
                "flashing" => cut,
                "flashed" => $"cp {{file}} {bench}/; {cut}",
                _ => $"cp {{file}} {bench}/",
            };
            var print = kill switch
            {
                "printing" => cut,
                "printed" => $"test -s {{file}}; {cut}",
                _ => "head -c 5 {file} | grep -q %PDF-",
            };
            string[] where = ["--host", "127.0.0.1", "--port", $"{cloud.Port}", "--flash", flash, "--print", print];
            return Child.StartDotnet(
                Repository.Program("src/Firstlight.Cli", "firstlight"),
                ["station", scratch.File("app.bin"), "--tokens", scratch.File("units.jsonl"), .. where, .. more],
                new Dictionary<string, string?>
                {
                    ["XDG_CONFIG_HOME"] = scratch.File("settings"),
                    ["FIRSTLIGHT_CLOUD"] = cloud.Address.ToString(),
                    ["FIRSTLIGHT_TOKEN"] = api.Http.DefaultRequestHeaders.Authorization!.Parameter,
                }
            );
        }
    }

    /// <summary>What is flashed here powers up, and connects with what its file says.</summary>
    private sealed class Bench : IAsyncDisposable
    {
        private readonly ConcurrentBag<NativeSocket> _connected = [];
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _watching;

        public Bench(string folder)
        {
            Directory.CreateDirectory(folder);
            _watching = WatchAsync(folder);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _watching;
            foreach (var unit in _connected)
                await unit.DisposeAsync();
            _stop.Dispose();
        }

        private async Task WatchAsync(string folder)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (!_stop.IsCancellationRequested)
            {
                foreach (var file in Directory.GetFiles(folder, "unit-*.bin"))
                {
                    var bytes = await File.ReadAllBytesAsync(file, Cancellation);
                    // The rest of it is still being copied.
                    if (bytes.Length != Image.Length || !seen.Add(file))
                        continue;
                    var values = new UnitReader(bytes).Values;
                    var port = int.Parse(values["port"], CultureInfo.InvariantCulture);
                    var unit = (await NativeSocket.TryConnectAsync(port, Cancellation))!;
                    _connected.Add(unit);
                    (await unit.LoginAsync(values["auth"], Cancellation)).ShouldBe(StatusCode.Success);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
            }
        }
    }
}
