namespace Firstlight.ClusterLab.Logs;

/// <summary>All that the checker judges: the clients' logs, the faults, and what the cloud has stored in the end.</summary>
internal sealed record Evidence
{
    /// <summary>The log of each device, by its id.</summary>
    public required IReadOnlyDictionary<long, IReadOnlyList<Entry>> Devices { get; init; }

    /// <summary>The log of each caller: a person or program that sends commands.</summary>
    public required IReadOnlyList<IReadOnlyList<Entry>> Callers { get; init; }

    /// <summary>The log of each watcher of live events.</summary>
    public required IReadOnlyList<IReadOnlyList<Entry>> Watchers { get; init; }

    public required IReadOnlyList<Fault> Faults { get; init; }

    /// <summary>Stored values that devices said, by device, as often as they are stored.</summary>
    public required IReadOnlyDictionary<long, IReadOnlyList<string>> StoredValues { get; init; }

    /// <summary>Stored commands, by device, as often as they are stored.</summary>
    public required IReadOnlyDictionary<long, IReadOnlyList<string>> StoredCommands { get; init; }

    /// <summary>The logs of a folder, without what is stored.</summary>
    public static Evidence ReadLogs(string folder) =>
        new()
        {
            Devices = Directory
                .EnumerateFiles(folder, "device-*.log")
                .ToDictionary(
                    path => long.Parse(Path.GetFileNameWithoutExtension(path)["device-".Length..]),
                    Entry.ReadAll
                ),
            Callers = [.. Directory.EnumerateFiles(folder, "caller-*.log").Order().Select(Entry.ReadAll)],
            Watchers = [.. Directory.EnumerateFiles(folder, "watcher-*.log").Order().Select(Entry.ReadAll)],
            Faults = File.Exists(FaultsIn(folder)) ? Fault.ReadAll(Entry.ReadAll(FaultsIn(folder))) : [],
            StoredValues = new Dictionary<long, IReadOnlyList<string>>(),
            StoredCommands = new Dictionary<long, IReadOnlyList<string>>(),
        };

    private static string FaultsIn(string folder) => Path.Combine(folder, "faults.log");
}
