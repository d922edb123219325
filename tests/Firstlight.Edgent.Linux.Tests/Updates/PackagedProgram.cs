using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Edgent.Linux.Tests.Updates;

/// <summary>
/// Becoming another program cannot be tried in the process that tries it, so the tests' own program, started with a folder in its
/// environment, is a device's packaged program: it chooses, and stays only when there is nothing to choose.
/// </summary>
internal static class PackagedProgram
{
    public const string FolderVariable = "FIRSTLIGHT_TEST_SLOTS";
    public const int ExitCode = 7;

    [ModuleInitializer]
    internal static void RunInstead()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { } folder)
            return;
        var settings = new SlotSettings
        {
            Folder = folder,
            PackagedVersion = SlotBench.Packaged,
            Type = "TMPLabcdefgh",
        };
        using var slots = new BundleSlots(settings, NullLogger.Instance);
        // A program's first line waits for nothing else.
        var started = slots.ChooseProgramAsync(["one", "two words"], CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine($"packaged {started.Version}, returned {started.Returned}");
        Environment.Exit(ExitCode);
    }
}
