using System.Formats.Tar;
using Firstlight.TestKit.Firmware;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Updates;

/// <summary>With the real call: one process, two programs.</summary>
public sealed class ProgramStartTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly SlotBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_same_process_goes_on_as_the_new_version_and_after_three_crashes_as_the_packages()
    {
        await InstallAsync("#!/bin/sh\necho \"slot $FIRSTLIGHT_EDGENT_SLOT, process $$, $# words: $2\"\nexit 3\n");

        foreach (var _ in Enumerable.Range(0, 3))
        {
            var (id, exitCode, output) = await StartAsync();
            output.ShouldContain($"slot a, process {id}, 2 words: two words");
            exitCode.ShouldBe(3);
        }

        var (_, last, said) = await StartAsync();
        last.ShouldBe(PackagedProgram.ExitCode);
        said.ShouldContain("packaged 1.0.0, returned 2.0.0");
    }

    [Fact]
    public async Task What_the_kernel_cannot_start_is_dropped_and_the_packages_program_goes_on()
    {
        await InstallAsync("\x7f" + "ELF and nothing else");

        var (_, exitCode, output) = await StartAsync();

        exitCode.ShouldBe(PackagedProgram.ExitCode);
        output.ShouldContain("returned 2.0.0");
    }

    private async Task InstallAsync(string program)
    {
        using var slots = _bench.Running(null);
        TarEntry entry = BundleMaker.FileOf("edgentd", program, Executable);
        await _bench.InstallAsync(slots, _bench.Maker.MakeOf("2.0.0", entry));
    }

    private async Task<(int Id, int ExitCode, string Output)> StartAsync()
    {
        await using var child = Child.Start(
            Environment.ProcessPath!,
            [],
            new Dictionary<string, string?>(StringComparer.Ordinal) { [PackagedProgram.FolderVariable] = _bench.Folder }
        );
        var exitCode = await child.WaitForExitAsync(Cancellation);
        await Until.TrueAsync(() => child.Output.Length > 0, "it said something", Cancellation);
        return (child.Id, exitCode, child.Output);
    }
}
