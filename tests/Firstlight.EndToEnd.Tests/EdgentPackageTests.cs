using System.Buffers.Binary;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The packages of Edgent for boards: what is in them, and their life in a fresh Debian tree.</summary>
public sealed class EdgentPackageTests
{
    private const string Program = "usr/lib/firstlight-edgent/firstlight-edgentd";
    private const int X86 = 62;
    private const int Arm64 = 183;
    private const int Arm = 40;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private static readonly string[] FilesOfEach =
    [
        Program,
        "usr/lib/firstlight-edgent/give-light",
        "usr/lib/systemd/system/firstlight-edgent.service",
        "usr/lib/modules-load.d/firstlight-edgent.conf",
        "usr/lib/udev/rules.d/60-firstlight-edgent.rules",
        "usr/share/dbus-1/system.d/firstlight-edgent.conf",
        "usr/share/polkit-1/rules.d/50-firstlight-edgent.rules",
        "etc/NetworkManager/dnsmasq-shared.d/firstlight-edgent.conf",
        "usr/share/doc/firstlight-edgent/copyright",
        "usr/share/doc/firstlight-edgent/examples/edgent.json",
        "usr/share/man/man8/firstlight-edgentd.8.gz",
    ];

    private static readonly string[] Executables = [Program, "usr/lib/firstlight-edgent/give-light"];

    [Fact]
    public async Task The_package_of_this_machine_is_whole_and_lives_through_install_upgrade_remove_and_purge()
    {
        using var scratch = new Scratch();
        var (package, _) = await PackageBuild.MakeAsync(scratch, "amd64", "1.0.0", Cancellation);
        var tree = await CheckAsync(scratch, package, "amd64", X86);
        MachineOf(Path.Combine(tree, Program)).ShouldBe(X86);

        var newer = await PackageBuild.RenumberAsync(scratch, package, "1.1.0", Cancellation);
        var said = await PackageBuild.RunAsync("packages/try.sh", [package, newer], Cancellation);

        TestContext.Current.TestOutputHelper?.WriteLine(said);
        said.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)).ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("arm64", Arm64)]
    [InlineData("armhf", Arm)]
    public async Task A_package_for_another_processor_has_no_program_of_this_one(string architecture, int machine)
    {
        using var scratch = new Scratch();
        var (package, said) = await PackageBuild.MakeAsync(scratch, architecture, "1.0.0", Cancellation);

        var tree = await CheckAsync(scratch, package, architecture, machine);

        // With a runtime of its own it is a program of that processor; without, a script that finds the board's .NET.
        var depends = await PackageBuild.RunAsync("dpkg-deb", ["-f", package, "Depends"], Cancellation);
        var isPortable = depends.Contains("aspnetcore-runtime-10.0", StringComparison.Ordinal);
        MachineOf(Path.Combine(tree, Program)).ShouldBe(isPortable ? null : machine);
        said.Contains("is not to be had here", StringComparison.Ordinal).ShouldBe(isPortable);
    }

    [Theory]
    [InlineData("--arch", "riscv64", "no package for 'riscv64'")]
    [InlineData("--version", "latest", "begins with a digit")]
    [InlineData("--colour", "blue", "Unknown option")]
    public async Task A_wrong_order_is_refused_before_anything_is_built(string option, string value, string why)
    {
        await using var child = Child.Start(Repository.File("packages/build.sh"), [option, value]);

        (await child.WaitForExitAsync(Cancellation)).ShouldBe(2);
        child.Output.ShouldContain(why);
    }

    private static async Task<string> CheckAsync(Scratch scratch, string package, string architecture, int machine)
    {
        var tree = scratch.File($"content-{architecture}");
        await PackageBuild.RunAsync("dpkg-deb", ["-x", package, tree], Cancellation);
        (await PackageBuild.RunAsync("dpkg-deb", ["-f", package, "Architecture"], Cancellation))
            .Trim()
            .ShouldBe(architecture);
        var listed = await PackageBuild.RunAsync("dpkg-deb", ["-c", package], Cancellation);
        listed.Split('\n').ShouldAllBe(line => line.Contains(" root/root ", StringComparison.Ordinal));

        foreach (var file in FilesOfEach)
            File.Exists(Path.Combine(tree, file)).ShouldBeTrue(file);
        foreach (var file in Directory.EnumerateFiles(tree, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(tree, file);
            if (new FileInfo(file).LinkTarget is null)
                ModeOf(file).ShouldBe(Executables.Contains(name) ? "755" : "644", name);
            (MachineOf(file) ?? machine).ShouldBe(machine, $"{name} is a program of another processor");
        }

        return tree;
    }

    private static string ModeOf(string file) => Convert.ToString((int)File.GetUnixFileMode(file), 8);

    /// <summary>The processor of a program for Linux; null for any other file.</summary>
    private static int? MachineOf(string file)
    {
        const int MachineAt = 18;
        Span<byte> head = stackalloc byte[MachineAt + sizeof(ushort)];
        using var stream = File.OpenRead(file);
        return
            stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
            && head.StartsWith("\u007fELF"u8)
            ? BinaryPrimitives.ReadUInt16LittleEndian(head[MachineAt..])
            : null;
    }
}
