using Firstlight.Edgent.Linux.Tests.Fakes;
using Firstlight.TestKit.Firmware;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Updates;

/// <summary>A board's slots, on a real disk, and what its service manager does: start it again and again.</summary>
internal sealed class SlotBench : IDisposable
{
    public const string Packaged = "1.0.0";

    private readonly Scratch _scratch = new();

    public BundleMaker Maker { get; } = new();

    public LogLines Log { get; } = new();

    public string Folder => _scratch.File("versions");

    public SlotSettings Settings =>
        new()
        {
            Folder = Folder,
            PackagedVersion = Packaged,
            Type = Maker.Type,
            TrustedKey = Maker.PublicPem,
            Architecture = Maker.Architecture,
        };

    /// <summary>A program that runs: from a slot, or the package's.</summary>
    public BundleSlots Running(string? slot, SlotSettings? settings = null, ISlotDisk? disk = null) =>
        new(settings ?? Settings, disk ?? new SlotDisk(), new ScriptedStart(slot), Log);

    /// <summary>The service manager starts the package's program: the slot that it becomes, null when it stays itself.</summary>
    public async Task<string?> StartAsync(SlotSettings? settings = null, ISlotDisk? disk = null, params string[] broken)
    {
        var start = new ScriptedStart(null, broken);
        using var slots = new BundleSlots(settings ?? Settings, disk ?? new SlotDisk(), start, Log);
        try
        {
            await slots.ChooseProgramAsync(["--config", "x"], CancellationToken.None);
            return null;
        }
        catch (BecameException became)
        {
            File.Exists(became.Program).ShouldBeTrue();
            return became.Slot;
        }
    }

    /// <summary>The whole life of an update that works.</summary>
    public async Task UpdateAsync(string version, string? running = null, ISlotDisk? disk = null)
    {
        using (var now = Running(running, disk: disk))
            await InstallAsync(now, Maker.Make(version));
        var slot = await StartAsync(disk: disk);
        using var next = Running(slot, disk: disk);
        await next.ConfirmAsync(CancellationToken.None);
    }

    public async Task InstallAsync(BundleSlots slots, byte[] bundle)
    {
        using var stream = new MemoryStream(bundle);
        var fault = await new BundleUpdater(slots, Log).InstallOrRefuseAsync(
            stream,
            FirmwareSource.Cloud,
            CancellationToken.None
        );
        fault.ShouldBeNull(fault?.Message);
    }

    public void Dispose()
    {
        Maker.Dispose();
        _scratch.Dispose();
    }
}

/// <summary>The process went on as another program, so nothing behind that line is reached.</summary>
internal sealed class BecameException(string program, string slot) : Exception($"became {program}")
{
    public string Program => program;

    public string Slot => slot;
}

internal sealed class ScriptedStart(string? runningSlot, params string[] broken) : IProgramStart
{
    public string? Variable(string name) => name == BundleSlots.SlotVariable ? runningSlot : null;

    public string Become(string program, IReadOnlyList<string> arguments, string variable, string value)
    {
        arguments.ShouldBe(["--config", "x"]);
        return broken.Contains(value) ? "Exec format error" : throw new BecameException(program, value);
    }
}
