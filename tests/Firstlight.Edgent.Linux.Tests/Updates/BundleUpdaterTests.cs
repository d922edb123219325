using System.Formats.Tar;
using System.IO.Compression;
using Firstlight.Edgent.Linux.Tests.Kernel;
using Firstlight.Protocol.Bundles;
using Firstlight.TestKit.Firmware;

namespace Firstlight.Edgent.Linux.Tests.Updates;

public sealed class BundleUpdaterTests : IDisposable
{
    private readonly SlotBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_bundle_is_unpacked_with_its_folders_and_its_program_can_be_started()
    {
        using var slots = _bench.Running(null);

        await _bench.InstallAsync(slots, _bench.Maker.Make(("./web/index.html", "<p>"), ("notes.txt", "x")));

        var slot = Path.Combine(_bench.Folder, "a");
        (await File.ReadAllTextAsync(Path.Combine(slot, "web", "index.html"), Cancellation)).ShouldBe("<p>");
        File.GetUnixFileMode(Path.Combine(slot, "edgentd")).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        File.GetUnixFileMode(Path.Combine(slot, "notes.txt")).HasFlag(UnixFileMode.UserExecute).ShouldBeFalse();
        File.GetUnixFileMode(slot).HasFlag(UnixFileMode.OtherRead).ShouldBeFalse();
        Directory.GetFileSystemEntries(_bench.Folder).Select(Path.GetFileName).Order().ShouldBe(["a", "state.json"]);
    }

    [Fact]
    public async Task Another_makers_bundle_is_refused()
    {
        using var other = new BundleMaker();
        await RefusesAsync(other.Make(), BundleFaultKind.BadSignature);
    }

    [Fact]
    public Task A_payload_that_was_changed_is_refused()
    {
        var bundle = _bench.Maker.Make();
        bundle[^1] ^= 1;
        return RefusesAsync(bundle, BundleFaultKind.DamagedPayload, "SHA-256");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(100)]
    public async Task A_bundle_that_breaks_off_is_refused(int kept)
    {
        await RefusesAsync(
            _bench.Maker.Make()[..kept],
            kept < 12 ? BundleFaultKind.NoBundle : BundleFaultKind.DamagedPayload
        );
    }

    [Fact]
    public Task A_bundle_that_ends_early_is_refused() =>
        RefusesAsync(_bench.Maker.Make()[..^1], BundleFaultKind.DamagedPayload, "1 bytes early");

    [Fact]
    public Task A_bundle_that_goes_on_is_refused() =>
        RefusesAsync([.. _bench.Maker.Make(), 0], BundleFaultKind.DamagedPayload, "goes on");

    [Fact]
    public Task A_bundle_for_other_devices_is_refused() =>
        RefusesAsync(
            _bench.Maker.Make(),
            BundleFaultKind.OtherType,
            "this one is of type TMPLother",
            _bench.Settings with
            {
                Type = "TMPLother",
            }
        );

    [Fact]
    public Task A_bundle_for_other_processors_is_refused() =>
        RefusesAsync(
            _bench.Maker.Make(),
            BundleFaultKind.OtherArchitecture,
            "for amd64; this device is armhf",
            _bench.Settings with
            {
                Architecture = "armhf",
            }
        );

    [Fact]
    public Task Without_a_key_no_bundle_is_taken() =>
        RefusesAsync(
            _bench.Maker.Make(),
            BundleFaultKind.NotNow,
            "no public key",
            _bench.Settings with
            {
                TrustedKey = null,
            }
        );

    [Fact]
    public async Task A_bundle_that_is_too_large_is_refused()
    {
        await RefusesAsync(
            _bench.Maker.Make(),
            BundleFaultKind.NoRoom,
            "takes at most",
            _bench.Settings with
            {
                UnpackedBytesMax = 1_000,
            }
        );
    }

    [Fact]
    public async Task A_disk_without_room_is_told_before_anything_comes_in()
    {
        using var slots = _bench.Running(null, disk: new SmallDisk(1_000));
        var image = new CountingStream(_bench.Maker.Make());

        var fault = await Updater(slots).InstallOrRefuseAsync(image, FirmwareSource.Cloud, Cancellation);

        fault!.Kind.ShouldBe(BundleFaultKind.NoRoom);
        fault.Message.ShouldContain("1,000 are free");
        image.Taken.ShouldBeLessThan(BundleHead.BytesMax);
    }

    [Fact]
    public async Task A_disk_that_gets_full_is_told_and_nothing_changes()
    {
        using var slots = _bench.Running(null, disk: new FullDisk());

        var fault = await Updater(slots)
            .InstallOrRefuseAsync(new MemoryStream(_bench.Maker.Make()), FirmwareSource.Cloud, Cancellation);

        fault!.Message.ShouldContain("No space left on device");
        (await _bench.StartAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData("1.0.0", false)]
    [InlineData("0.9.0", false)]
    [InlineData("1.0.1", true)]
    public async Task Over_the_access_point_only_a_newer_version_is_taken(string version, bool isTaken)
    {
        using var slots = _bench.Running(null);
        var bundle = new MemoryStream(_bench.Maker.Make(version));

        (await Updater(slots).InstallAsync(bundle, FirmwareSource.AccessPoint, Cancellation)).ShouldBe(isTaken);
    }

    [Fact]
    public async Task The_cloud_may_order_an_older_one()
    {
        using var slots = _bench.Running(null);
        var updater = Updater(slots);

        (
            await updater.InstallAsync(new MemoryStream(_bench.Maker.Make("0.9.0")), FirmwareSource.Cloud, Cancellation)
        ).ShouldBeTrue();
        updater.LastRefusal.ShouldBeNull();
    }

    [Fact]
    public async Task While_a_version_is_on_trial_the_one_before_it_is_kept()
    {
        await _bench.UpdateAsync("2.0.0");
        using (var two = _bench.Running("a"))
            await _bench.InstallAsync(two, _bench.Maker.Make("3.0.0"));
        using var trial = _bench.Running("b");

        var fault = await Updater(trial)
            .InstallOrRefuseAsync(new MemoryStream(_bench.Maker.Make("4.0.0")), FirmwareSource.Cloud, Cancellation);

        fault!.Kind.ShouldBe(BundleFaultKind.NotNow);
        fault.Message.ShouldContain("3.0.0 is still on trial");
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/evil")]
    [InlineData("a/../../evil")]
    [InlineData("a\\b")]
    public Task A_signed_archive_that_would_write_elsewhere_is_refused(string name) =>
        RefusesAsync(_bench.Maker.Make((name, "x")), BundleFaultKind.DamagedPayload, "elsewhere");

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    public Task A_signed_archive_with_links_or_devices_is_refused(TarEntryType type)
    {
        var entry = new PaxTarEntry(type, "link");
        if (type != TarEntryType.Fifo)
            entry.LinkName = "/etc/passwd";
        return RefusesAsync(
            _bench.Maker.MakeOf("2.0.0", BundleMaker.FileOf("edgentd", "x", UnixFileMode.UserExecute), entry),
            BundleFaultKind.DamagedPayload,
            "neither a file nor a folder"
        );
    }

    [Fact]
    public Task A_signed_archive_without_its_program_is_refused() =>
        RefusesAsync(
            _bench.Maker.MakeOf("2.0.0", BundleMaker.FileOf("edgentd", "not executable")),
            BundleFaultKind.DamagedPayload,
            "no program called edgentd"
        );

    [Fact]
    public async Task A_signed_archive_that_unpacks_to_more_than_it_says_is_refused()
    {
        using var maker = new BundleMaker { Amend = facts => facts with { UnpackedBytes = facts.UnpackedBytes - 1 } };
        await RefusesAsync(
            maker.Make(),
            BundleFaultKind.DamagedPayload,
            "unpacks to more",
            _bench.Settings with
            {
                TrustedKey = maker.PublicPem,
            }
        );
    }

    [Fact]
    public async Task A_signed_archive_with_more_files_than_it_says_is_refused()
    {
        using var maker = new BundleMaker { Amend = facts => facts with { Files = 1 } };
        await RefusesAsync(
            maker.Make(("more", "x")),
            BundleFaultKind.DamagedPayload,
            "more files",
            _bench.Settings with
            {
                TrustedKey = maker.PublicPem,
            }
        );
    }

    [Fact]
    public async Task A_signed_payload_that_is_no_archive_is_refused()
    {
        await RefusesAsync(_bench.Maker.Sign("2.0.0", [1, 2, 3], 3, 1), BundleFaultKind.DamagedPayload, "no tar.gz");
        using var cut = new MemoryStream();
        using (var gzip = new GZipStream(cut, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(new byte[700]);
        await RefusesAsync(_bench.Maker.Sign("2.0.0", cut.ToArray()[..^9], 3, 1), BundleFaultKind.DamagedPayload);
    }

    private BundleUpdater Updater(BundleSlots slots) => new(slots, _bench.Log);

    /// <summary>Refused with that reason, said in the log, and the old program still is the one.</summary>
    private async Task RefusesAsync(
        byte[] bundle,
        BundleFaultKind kind,
        string sentence = "",
        SlotSettings? settings = null
    )
    {
        using var slots = _bench.Running(null, settings);
        var fault = await Updater(slots)
            .InstallOrRefuseAsync(new MemoryStream(bundle), FirmwareSource.Cloud, Cancellation);
        fault.ShouldNotBeNull();
        fault.Kind.ShouldBe(kind, fault.Message);
        fault.Message.ShouldContain(sentence);

        var updater = Updater(slots);
        (await updater.InstallAsync(new MemoryStream(bundle), FirmwareSource.Cloud, Cancellation)).ShouldBeFalse();
        updater.LastRefusal.ShouldBe(fault.Message);
        _bench.Log.All[^1].ShouldContain(fault.Message);
        (await _bench.StartAsync()).ShouldBeNull();
        Directory.Exists(Path.Combine(_bench.Folder, "a")).ShouldBeFalse();
    }

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long Taken => Position;
    }
}
