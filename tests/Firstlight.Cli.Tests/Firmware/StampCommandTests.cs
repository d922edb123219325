using System.Security.Cryptography;
using Firstlight.Cli.Tests.Peers;
using Firstlight.TestKit.Firmware;

namespace Firstlight.Cli.Tests.Firmware;

public sealed class StampCommandTests : IDisposable
{
    private readonly Desk _desk = new();
    private readonly StampedFolder _place = new();

    public void Dispose()
    {
        _desk.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task Each_unit_gets_a_file_that_its_chip_accepts_and_that_holds_its_own_values()
    {
        _place.WriteTable(1, 2, 3);
        _desk.Typed = "firstlight-wifi\n";

        var run = await StampAsync(
            "--host",
            "cloud.example.com",
            "--port",
            "8443",
            "--ssid",
            "Plant",
            "--password-stdin"
        );

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        run.Output.ShouldStartWith("3 files, 3 of them written now, each read back (ESP32 image");
        for (var number = 1; number <= 3; number++)
        {
            var unit = new UnitReader(_place.ReadUnit($"SN-{number}.bin"));
            unit.ChecksumFits.ShouldBeTrue();
            unit.DigestFits.ShouldBeTrue();
            unit.Values.ShouldBe(
                new Dictionary<string, string>
                {
                    ["ssid"] = "Plant",
                    ["pass"] = "firstlight-wifi",
                    ["auth"] = StampedFolder.TokenOf(number),
                    ["host"] = "cloud.example.com",
                    ["port"] = "8443",
                },
                ignoreOrder: true
            );
        }
    }

    [Fact]
    public async Task Files_are_their_owners_alone_and_no_secret_is_said()
    {
        _place.WriteTable(1);
        _desk.Variables["FIRSTLIGHT_WIFI_PASSWORD"] = "firstlight-wifi";

        var run = await StampAsync("--ssid", "Plant");

        run.Everything.ShouldNotContain("firstlight-wifi");
        run.Everything.ShouldNotContain(StampedFolder.TokenOf(1));
        _place.ReadText("manifest.csv").ShouldNotContain(StampedFolder.TokenOf(1));
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(_place.Unit("SN-1.bin")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(_place.Units)
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task The_manifest_says_which_file_is_for_whom()
    {
        _place.WriteTable(1, 2);

        await StampAsync();

        var digest = Convert.ToHexStringLower(SHA256.HashData(_place.ReadUnit("SN-2.bin")));
        _place
            .ReadText("manifest.csv")
            .Split("\r\n")
            .ShouldSatisfyAllConditions(
                lines => lines[0].ShouldBe("File,Row,Token Ending,SHA-256"),
                lines => lines[2].ShouldBe($"\"SN-2.bin\",3,\"{StampedFolder.TokenOf(2)[^4..]}\",{digest}")
            );
    }

    [Theory]
    [InlineData("jsonl", "0000007.bin")]
    [InlineData("number", "0000007.bin")]
    [InlineData("row", "0000002.bin")]
    public async Task Without_serial_numbers_files_are_called_by_the_units_number(string kind, string file)
    {
        var token = StampedFolder.TokenOf(7);
        if (kind == "jsonl")
            _place.WriteTokens($$"""{"number":7,"id":91,"templateId":"TMPLabcdefgh","token":"{{token}}"}""", "t.jsonl");
        else if (kind == "number")
            _place.WriteTokens($"Number,Device Token,QR Token\r\n7,{token},sqr_x\r\n");
        else
            _place.WriteTokens($"Device Token\r\n{token}\r\n");

        var run = await StampAsync();

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        new UnitReader(_place.ReadUnit(file)).Values["auth"].ShouldBe(token);
    }

    [Fact]
    public async Task A_stopped_run_goes_on_where_it_was()
    {
        _place.WriteTable(1, 2, 3);
        await StampAsync();
        var before = File.GetLastWriteTimeUtc(_place.Unit("SN-1.bin"));
        File.Delete(_place.Unit("SN-2.bin"));
        File.Delete(_place.Unit("manifest.csv"));
        // What a power cut leaves.
        await File.WriteAllTextAsync(_place.Unit(".SN-2.bin.part"), "half", TestContext.Current.CancellationToken);

        var run = await StampAsync();

        run.Output.ShouldStartWith("3 files, 1 of them written now");
        File.GetLastWriteTimeUtc(_place.Unit("SN-1.bin")).ShouldBe(before);
        Directory
            .EnumerateFiles(_place.Units)
            .Select(Path.GetFileName)
            .ShouldBe(["SN-1.bin", "SN-2.bin", "SN-3.bin", "manifest.csv"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_file_that_holds_something_else_stays_unless_it_may_be_replaced()
    {
        _place.WriteTable(1, 2);
        await StampAsync();

        var other = await StampAsync("--host", "elsewhere.example.com");
        var kept = new UnitReader(_place.ReadUnit("SN-1.bin")).Values["host"];
        var forced = await StampAsync("--host", "elsewhere.example.com", "--overwrite");

        other.ExitCode.ShouldBe(ExitCodes.FileUnusable);
        other.Error.ShouldContain("--overwrite");
        kept.ShouldBe("blynk.cloud");
        forced.ExitCode.ShouldBe(ExitCodes.Ok, forced.Error);
        new UnitReader(_place.ReadUnit("SN-1.bin")).Values["host"].ShouldBe("elsewhere.example.com");
    }

    [Fact]
    public async Task Ctrl_C_leaves_whole_files_only()
    {
        // So many that a busy machine sees the first file long before the last.
        const int units = 2_000;
        _place.WriteTable([.. Enumerable.Range(1, units)]);
        using var interrupt = new CancellationTokenSource();
        var running = _desk.RunUntilAsync(interrupt.Token, _place.Command());
        while (!File.Exists(_place.Unit("SN-1.bin")) && !running.IsCompleted)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();
        var stopped = await running;
        var files = Directory.GetFiles(_place.Units, "*.bin");

        var rest = await StampAsync("--json");

        stopped.ExitCode.ShouldBe(ExitCodes.Interrupted);
        files.Length.ShouldBeInRange(1, units - 1);
        rest.Json.GetProperty("kept").GetInt32().ShouldBe(files.Length);
        rest.Json.GetProperty("written").GetInt32().ShouldBe(units - files.Length);
    }

    [Fact]
    public async Task What_cannot_be_stamped_is_refused_before_anything_is_written()
    {
        _place.WriteTable(1);
        await File.WriteAllBytesAsync(_place.Image, FirmwareText.Tag, TestContext.Current.CancellationToken);

        var noArea = await StampAsync();
        await File.WriteAllBytesAsync(
            _place.Image,
            EspImageMaker.Application(area: FirmwareText.AreaWith("Placeholder")),
            TestContext.Current.CancellationToken
        );
        var tooSmall = await StampAsync("--host", "cloud.example.com");
        var badPort = await StampAsync("--port", "0");

        noArea.ExitCode.ShouldBe(ExitCodes.FileUnusable);
        noArea.Error.ShouldContain("blnkopt");
        tooSmall.ExitCode.ShouldBe(ExitCodes.FileUnusable);
        tooSmall.Error.ShouldContain("too few");
        badPort.ExitCode.ShouldBe(ExitCodes.Usage);
        Directory.Exists(_place.Units).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        _place.WriteTable(1);
        await File.WriteAllTextAsync(_place.Units, "a file", TestContext.Current.CancellationToken);

        var run = await StampAsync();

        run.ExitCode.ShouldBe(ExitCodes.FileNotWritten);
        run.Error.ShouldContain(_place.Units);
    }

    private Task<CommandRun> StampAsync(params string[] options) => _desk.RunAsync([.. _place.Command(), .. options]);
}
