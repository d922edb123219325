namespace Firstlight.Edgent.Linux;

/// <summary>The folder with both slots and the file that says which counts. Whenever the power goes, that file is the old or the new one.</summary>
internal sealed class SlotFolder(string folder, ISlotDisk disk)
{
    private const int StateBytesMax = 16 * 1024;

    public string Path => folder;

    private string StateFile => System.IO.Path.Combine(folder, "state.json");

    /// <summary>The payload while it comes in.</summary>
    public string Incoming => System.IO.Path.Combine(folder, "incoming");

    public string PathOf(string slot) => System.IO.Path.Combine(folder, slot);

    /// <summary>Where a slot's version is unpacked before it is one.</summary>
    public string PartOf(string slot) => System.IO.Path.Combine(folder, slot + ".part");

    public string ProgramOf(InstalledVersion version) => System.IO.Path.Combine(folder, version.Slot, version.Program);

    /// <summary>Null when there is none, or none that can be read: the package's program then is the one to run.</summary>
    public async Task<SlotState?> ReadAsync(CancellationToken cancellation) =>
        await disk.ReadAsync(StateFile, StateBytesMax, cancellation) is { } bytes ? SlotState.Read(bytes) : null;

    /// <summary>Whole or not at all; done when it is on the medium.</summary>
    /// <exception cref="IOException">The disk does not take it; the old one is still whole.</exception>
    public async Task WriteAsync(SlotState state, CancellationToken cancellation)
    {
        disk.CreateFolder(folder);
        var fresh = StateFile + ".new";
        await using (var file = disk.Create(fresh, isProgram: false))
        {
            await file.WriteAsync(state.ToBytes(), cancellation);
            disk.Flush(file);
        }

        disk.Rename(fresh, StateFile);
        disk.FlushFolder(folder);
    }

    /// <summary>Makes room for a new version in a slot that nothing refers to any more.</summary>
    public void Clear(string slot)
    {
        disk.CreateFolder(folder);
        disk.Delete(Incoming);
        disk.Delete(PartOf(slot));
        disk.Delete(PathOf(slot));
    }

    /// <summary>An unpacked version is in its slot.</summary>
    public void Keep(string slot)
    {
        disk.Rename(PartOf(slot), PathOf(slot));
        disk.FlushFolder(folder);
    }
}
