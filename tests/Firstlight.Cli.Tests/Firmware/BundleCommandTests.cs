using System.Formats.Tar;
using System.IO.Compression;
using Firstlight.Cli.Tests.Peers;
using Firstlight.Protocol.Bundles;
using Firstlight.Protocol.Firmware;
using Firstlight.TestKit;

namespace Firstlight.Cli.Tests.Firmware;

public sealed class BundleCommandTests : IDisposable
{
    private readonly Desk _desk = new() { Time = new ManualTime() };
    private readonly ProgramFolder _place = new();

    public void Dispose()
    {
        _desk.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task A_pair_of_keys_is_made_and_the_private_one_is_for_its_owner_only()
    {
        var run = await _desk.RunAsync("firmware", "key", _place.Key);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        BundleKey.TryReadPrivate(await ReadAsync(_place.Key), out var own).ShouldBeTrue();
        own!.Dispose();
        BundleKey.TryReadPrivate(await ReadAsync(_place.PublicKey), out _).ShouldBeFalse();
        run.Everything.ShouldNotContain("BEGIN");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_place.Key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("maker.key")]
    [InlineData("maker.key.pub")]
    public async Task A_key_that_is_there_is_kept(string name)
    {
        await File.WriteAllTextAsync(_place.PathOf(name), "mine", TestContext.Current.CancellationToken);

        var run = await _desk.RunAsync("firmware", "key", _place.Key);

        run.ExitCode.ShouldBe(ExitCodes.FileUnusable);
        run.Error.ShouldContain("is kept");
        (await ReadAsync(_place.PathOf(name))).ShouldBe("mine");
    }

    [Fact]
    public async Task A_bundle_holds_the_folder_and_says_what_it_is()
    {
        var run = await BundleAsync();

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        var bytes = await File.ReadAllBytesAsync(_place.Bundle, TestContext.Current.CancellationToken);
        BundleHead.TryRead(bytes, out var head, out _).ShouldBeTrue();
        head!.Facts.Program.ShouldBe("edgentd");
        head.Facts.Build.ShouldBe("Jan  1 2026 00:00:00");
        Entries(bytes.AsSpan(head.Bytes).ToArray()).ShouldBe(["edgentd", "web", "web/index.html"]);
        head.Facts.Files.ShouldBe(3);
        // The cloud's own reader.
        FirmwareTag.TryFind(bytes, out var tag).ShouldBeTrue();
        (tag!.FirmwareType, tag.Version).ShouldBe(("TMPLabcdefgh", "2.0.0"));
        Directory.GetFiles(Path.GetDirectoryName(_place.Bundle)!).Length.ShouldBe(3);
    }

    [Fact]
    public async Task The_same_folder_makes_the_same_payload()
    {
        await BundleAsync();
        var first = await _desk.RunAsync("firmware", "inspect", _place.Bundle, "--json");
        File.SetLastWriteTimeUtc(
            Path.Combine(_place.Program, "edgentd"),
            new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)
        );
        await _desk.RunAsync(_place.BundleCommand());
        var second = await _desk.RunAsync("firmware", "inspect", _place.Bundle, "--json");

        Digest(second).ShouldBe(Digest(first));

        static string? Digest(CommandRun run) => run.Json.GetProperty("bundle").GetProperty("sha256").GetString();
    }

    [Fact]
    public async Task Inspect_shows_a_bundle_and_whose_signature_it_has()
    {
        await BundleAsync();
        await _desk.RunAsync("firmware", "key", _place.PathOf("other.key"));

        var bare = await _desk.RunAsync("firmware", "inspect", _place.Bundle);
        var ours = await _desk.RunAsync("firmware", "inspect", _place.Bundle, "--key", _place.PublicKey);
        var others = await _desk.RunAsync(
            "firmware",
            "inspect",
            _place.Bundle,
            "--key",
            _place.PathOf("other.key.pub")
        );

        bare.ExitCode.ShouldBe(ExitCodes.Ok);
        bare.Output.ShouldContain("TMPLabcdefgh");
        bare.Output.ShouldContain("amd64");
        bare.Output.ShouldContain("not checked");
        ours.Output.ShouldContain("fits the key");
        others.ExitCode.ShouldBe(ExitCodes.FileUnusable);
        others.Output.ShouldContain("is not of this key");
    }

    [Fact]
    public async Task A_damaged_bundle_ends_with_a_number_of_its_own()
    {
        await BundleAsync();
        var bytes = await File.ReadAllBytesAsync(_place.Bundle, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_place.Bundle, bytes[..^1], TestContext.Current.CancellationToken);

        var run = await _desk.RunAsync("firmware", "inspect", _place.Bundle);

        run.ExitCode.ShouldBe(ExitCodes.FileUnusable);
        run.Output.ShouldContain("The payload has");
    }

    [Fact]
    public async Task A_program_for_another_processor_is_refused()
    {
        _place.Add(
            "edgentd",
            "\x7f" + "ELF\x02\x01\x01" + new string('\0', 9) + "\x02\0\xb7\0" + "rest",
            isProgram: true
        );

        var run = await BundleAsync();

        run.ExitCode.ShouldBe(ExitCodes.FileUnusable);
        run.Error.ShouldContain("another processor than amd64");
        File.Exists(_place.Bundle).ShouldBeFalse();
        (await _desk.RunAsync([.. _place.BundleCommand(), "--arch", "arm64"])).ExitCode.ShouldNotBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task With_several_programs_one_has_to_be_named()
    {
        _place.Add("second", "#!/bin/sh\n", isProgram: true);

        (await BundleAsync()).Error.ShouldContain("--program NAME");
        (await _desk.RunAsync(_place.BundleCommand("--program", "second"))).ExitCode.ShouldBe(ExitCodes.Ok);
        (await _desk.RunAsync(_place.BundleCommand("--program", "web"))).ExitCode.ShouldBe(ExitCodes.FileUnusable);
    }

    [Fact]
    public async Task A_folder_with_links_is_refused()
    {
        File.CreateSymbolicLink(Path.Combine(_place.Program, "link"), "/etc/passwd");

        (await BundleAsync()).Error.ShouldContain("link is a link");
    }

    [Fact]
    public async Task The_public_key_signs_nothing()
    {
        await _desk.RunAsync("firmware", "key", _place.Key);
        File.Copy(_place.PublicKey, _place.Key, overwrite: true);

        var run = await _desk.RunAsync(_place.BundleCommand());

        run.ExitCode.ShouldBe(ExitCodes.FileUnusable);
        run.Error.ShouldContain("no private key");
    }

    [Theory]
    [InlineData("--version", "2.0+1")]
    [InlineData("--arch", "mips")]
    [InlineData("--type", "a/b")]
    public async Task A_fact_that_breaks_a_rule_is_named(string option, string value)
    {
        await _desk.RunAsync("firmware", "key", _place.Key);
        var command = _place.BundleCommand();
        command[Array.IndexOf(command, option) + 1] = value;

        var run = await _desk.RunAsync(command);

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.Error.ShouldContain(value);
    }

    private async Task<CommandRun> BundleAsync()
    {
        await _desk.RunAsync("firmware", "key", _place.Key);
        return await _desk.RunAsync(_place.BundleCommand());
    }

    private static Task<string> ReadAsync(string path) =>
        File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

    private static List<string> Entries(byte[] payload)
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(payload), CompressionMode.Decompress));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
            names.Add(entry.Name.TrimEnd('/'));
        return names;
    }
}
