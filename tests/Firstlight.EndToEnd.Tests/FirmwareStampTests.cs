using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Firmware;

namespace Firstlight.EndToEnd.Tests;

/// <summary>From an order of tokens to files that chips accept and that the cloud knows.</summary>
public sealed class FirmwareStampTests(ITestOutputHelper output)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_unit_connects_with_the_token_in_its_own_file()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Cellular Meter", Cancellation);
        await WriteBatchAsync(api, template, 3, scratch.File("batch.csv"));
        await File.WriteAllBytesAsync(scratch.File("app.bin"), EspImageMaker.Application(), Cancellation);

        await using var stamping = Stamp(scratch, "--host", "127.0.0.1", "--port", $"{cloud.Port}");
        (await stamping.WaitForExitAsync(Cancellation)).ShouldBe(0, stamping.Output);

        var files = Directory.GetFiles(scratch.File("units"), "*.bin").Order(StringComparer.Ordinal).ToArray();
        files.Select(Path.GetFileName).ShouldBe(["0000001.bin", "0000002.bin", "0000003.bin"]);
        foreach (var file in files)
        {
            var values = new UnitReader(await File.ReadAllBytesAsync(file, Cancellation)).Values;
            await using var unit = (
                await NativeSocket.TryConnectAsync(
                    int.Parse(values["port"], CultureInfo.InvariantCulture),
                    Cancellation
                )
            )!;
            (await unit.LoginAsync(values["auth"], Cancellation)).ShouldBe(StatusCode.Success);
        }
    }

    [Fact]
    public async Task The_library_of_the_chips_maker_finds_nothing_wrong_in_a_stamped_image()
    {
        using var scratch = new Scratch();
        await WriteTokensAsync(scratch.File("batch.csv"), 5);
        await File.WriteAllBytesAsync(scratch.File("app.bin"), EspImageMaker.Application(), Cancellation);
        await using var stamping = Stamp(scratch, "--host", "cloud.example.com");
        (await stamping.WaitForExitAsync(Cancellation)).ShouldBe(0, stamping.Output);
        var damaged = await File.ReadAllBytesAsync(scratch.File("units/0000001.bin"), Cancellation);
        damaged[^500] ^= 1;
        await File.WriteAllBytesAsync(scratch.File("damaged.bin"), damaged, Cancellation);

        string[] files = [.. Directory.GetFiles(scratch.File("units"), "*.bin"), scratch.File("damaged.bin")];
        await using var reader = Child.Start("node", [Repository.File("tests/clients/esp-image.js"), .. files]);
        (await reader.WaitForExitAsync(Cancellation)).ShouldBe(0, reader.Output);

        var told = reader.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!);
        told.Select(image => ((bool)image["checksumFits"]!, (bool)image["digestFits"]!, (int)image["segments"]!))
            .ShouldBe([.. Enumerable.Repeat((true, true, 5), 5), (false, false, 5)]);
    }

    [Fact]
    public async Task A_run_that_is_killed_leaves_whole_files_and_goes_on()
    {
        const int count = 300;
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var scratch = new Scratch();
        await WriteTokensAsync(scratch.File("batch.csv"), count);
        await File.WriteAllBytesAsync(scratch.File("app.bin"), EspImageMaker.Application(60_000), Cancellation);
        for (var kill = 1; kill <= 3; kill++)
        {
            var enough = random.Next(kill * 60, kill * 60 + 50);
            await using var running = Stamp(scratch);
            await Until.TrueAsync(
                () => Files(scratch).Length >= enough || running.HasExited,
                $"{enough} files are made",
                Cancellation
            );
            await running.KillAsync();
            output.WriteLine($"killed at {Files(scratch).Length} of {count}");
            foreach (var file in Files(scratch))
                new UnitReader(await File.ReadAllBytesAsync(file, Cancellation)).DigestFits.ShouldBeTrue(file);
        }

        await using var last = Stamp(scratch);
        (await last.WaitForExitAsync(Cancellation)).ShouldBe(0, last.Output);

        Files(scratch).Length.ShouldBe(count);
        Directory.GetFiles(scratch.File("units")).Length.ShouldBe(count + 1, "the manifest, and nothing half");
        var tokens = new List<string>();
        foreach (var file in Files(scratch))
            tokens.Add(new UnitReader(await File.ReadAllBytesAsync(file, Cancellation)).Values["auth"]);
        tokens.ShouldBe(Enumerable.Range(1, count).Select(TokenOf));
    }

    private static string[] Files(Scratch scratch) =>
        Directory.Exists(scratch.File("units"))
            ? [.. Directory.GetFiles(scratch.File("units"), "*.bin").Order(StringComparer.Ordinal)]
            : [];

    private static Child Stamp(Scratch scratch, params string[] options) =>
        Child.StartDotnet(
            Repository.Program("src/Firstlight.Cli", "firstlight"),
            [
                "firmware",
                "stamp",
                scratch.File("app.bin"),
                "--tokens",
                scratch.File("batch.csv"),
                "--out",
                scratch.File("units"),
                .. options,
            ],
            new Dictionary<string, string?> { ["XDG_CONFIG_HOME"] = scratch.File("settings") }
        );

    private static string TokenOf(int number) => $"AAAAAAAAAAAAAAAAAAAAAAAA{number:D8}";

    private static Task WriteTokensAsync(string file, int count) =>
        File.WriteAllTextAsync(
            file,
            "Number,Device Token\r\n"
                + string.Concat(Enumerable.Range(1, count).Select(number => $"{number},{TokenOf(number)}\r\n")),
            Cancellation
        );

    private static async Task WriteBatchAsync(RestClient api, string template, int count, string file)
    {
        var order = new { templateId = template, count };
        var batch = await api.PostAsync("api/v1/static-batches", order, HttpStatusCode.Created, Cancellation);
        var path = $"api/v1/static-batches/{batch["id"]}";
        await Until.TrueAsync(
            async () => (string?)(await api.GetAsync(path, Cancellation))["state"] == "Ready",
            "the batch is ready",
            Cancellation
        );
        using var export = await api.Http.PostAsync($"{path}/export?format=csv", content: null, Cancellation);
        export.EnsureSuccessStatusCode();
        await File.WriteAllBytesAsync(file, await export.Content.ReadAsByteArrayAsync(Cancellation), Cancellation);
    }
}
