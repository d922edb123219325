using Firstlight.ClusterLab.Checking;
using Firstlight.ClusterLab.Logs;

namespace Firstlight.ClusterLab.Tests;

/// <summary>
/// A run with one device (1), one caller and one watcher in which all is well; a test changes one thing of it. Lines begin with the seconds.
/// </summary>
internal sealed class Story
{
    public List<string> Device { get; } =
    [
        "1 open 1",
        "1 login 1",
        "1 ready 1",
        "2 send 1 1.1",
        "2 ack 1 1.1",
        "3 got 1 c1.1",
        "20 send 1 1.2",
        "20 ack 1 1.2",
    ];

    public List<string> Other { get; } =
    ["1 open 1", "1 login 1", "1 ready 1", "2 send 1 2.1", "2 ack 1 2.1", "20 send 1 2.2", "20 ack 1 2.2"];

    public List<string> Caller { get; } =
    ["3 ask 1 c1.1", "3 answer c1.1 200 delivered", "20 ask 1 c1.2", "20 answer c1.2 200 not-delivered"];

    public List<string> Watcher { get; } =
    ["1 open", "2 seen 1 1.1", "2 seen 2 2.1", "20 seen 1 1.2", "20 seen 2 2.2", "22 closed"];

    public List<string> Faults { get; } = ["10 begin kill-node 5 silent", "15 heal kill-node"];

    public List<string> Stored { get; } = ["1.1", "1.2"];

    public List<string> StoredCommands { get; } = ["c1.1", "c1.2"];

    public Evidence Evidence =>
        new()
        {
            Devices = new Dictionary<long, IReadOnlyList<Entry>> { [1] = Lines(Device), [2] = Lines(Other) },
            Callers = [Lines(Caller)],
            Watchers = [Lines(Watcher)],
            Faults = Fault.ReadAll(Lines(Faults)),
            StoredValues = new Dictionary<long, IReadOnlyList<string>> { [1] = Stored, [2] = ["2.1", "2.2"] },
            StoredCommands = new Dictionary<long, IReadOnlyList<string>> { [1] = StoredCommands },
        };

    /// <summary>What the checker has against it: the sentences, without their numbers in brackets.</summary>
    public IReadOnlyList<string> Wrong =>
        [
            .. Checker
                .Judge(Evidence)
                .Where(finding => !finding.IsGood)
                .Select(finding => finding.Sentence.Split(" (")[0]),
        ];

    private static IReadOnlyList<Entry> Lines(IEnumerable<string> lines) =>
        [.. lines.Select(Entry.Parse).Select(line => line with { At = line.At * 1_000 })];
}
