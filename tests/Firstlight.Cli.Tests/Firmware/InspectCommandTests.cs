using Firstlight.Cli.Tests.Peers;
using Firstlight.TestKit.Firmware;

namespace Firstlight.Cli.Tests.Firmware;

public sealed class InspectCommandTests : IDisposable
{
    private readonly Desk _desk = new();
    private readonly StampedFolder _place = new();

    public void Dispose()
    {
        _desk.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task A_file_tells_type_version_area_and_checks()
    {
        var run = await _desk.RunAsync(["firmware", "inspect", _place.Image]);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        run.Output.ShouldContain("TMPLabcdefgh");
        run.Output.ShouldContain("1.2.3");
        run.Output.ShouldContain("ESP32 image, 5 segments, checksum and SHA-256");
        run.Output.ShouldContain("296 bytes, free, host blynk.cloud:443");
        run.Output.ShouldContain("can be stamped");
    }

    [Fact]
    public async Task Programs_get_the_same_as_json()
    {
        var json = (await _desk.RunAsync(["firmware", "inspect", _place.Image, "--json"])).Json;

        json.GetProperty("tag").GetProperty("version").GetString().ShouldBe("1.2.3");
        json.GetProperty("areas")[0].GetProperty("bytes").GetInt32().ShouldBe(FirmwareText.AreaBytes);
        json.GetProperty("canBeStamped").GetBoolean().ShouldBeTrue();
        json.GetProperty("fault").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_stamped_file_shows_its_host_and_no_secret()
    {
        _place.WriteTable(1);
        _desk.Variables["FIRSTLIGHT_WIFI_PASSWORD"] = "firstlight-wifi";
        await _desk.RunAsync([.. _place.Command(), "--ssid", "Plant", "--host", "cloud.example.com"]);

        var run = await _desk.RunAsync(["firmware", "inspect", _place.Unit("SN-1.bin")]);

        run.ExitCode.ShouldBe(ExitCodes.Ok);
        run.Output.ShouldContain("stamped, host cloud.example.com:443");
        run.Output.ShouldContain("has a token already");
        run.Everything.ShouldNotContain(StampedFolder.TokenOf(1));
        run.Everything.ShouldNotContain("firstlight-wifi");
    }

    [Fact]
    public async Task A_damaged_image_ends_with_a_number_of_its_own()
    {
        var image = await File.ReadAllBytesAsync(_place.Image, TestContext.Current.CancellationToken);
        image[^200] ^= 1;
        await File.WriteAllBytesAsync(_place.Image, image, TestContext.Current.CancellationToken);

        var run = await _desk.RunAsync(["firmware", "inspect", _place.Image]);

        run.ExitCode.ShouldBe(ExitCodes.FileUnusable);
        run.Output.ShouldContain("does not fit its own checksum");
    }

    [Fact]
    public async Task A_file_of_another_kind_is_told_as_far_as_it_goes()
    {
        await File.WriteAllBytesAsync(_place.Image, [0, 0, 2, 0x20, 1, 2], TestContext.Current.CancellationToken);

        var run = await _desk.RunAsync(["firmware", "inspect", _place.Image]);
        var missing = await _desk.RunAsync(["firmware", "inspect", _place.Image + ".not"]);

        run.ExitCode.ShouldBe(ExitCodes.Ok);
        run.Output.ShouldContain("no tag");
        run.Output.ShouldContain("no checks that are known here");
        missing.ExitCode.ShouldBe(ExitCodes.FileUnusable);
    }
}
