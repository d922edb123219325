using Firstlight.ClusterLab.Logs;

namespace Firstlight.ClusterLab.Checking;

/// <summary>Live events are of use now: none comes twice, and while a stream is open and tells of no gap, none is missing.</summary>
internal static class WatcherRules
{
    /// <summary>How long an event may be on its way, in milliseconds.</summary>
    private const long OnItsWay = 5_000;

    /// <summary>
    /// How late a gap may be told, in milliseconds. A node that is cut off from the others tells it when it reaches them again: then the state is read anew. So it
    /// is when a stream breaks off before that and is opened again.
    /// </summary>
    private const long GapMax = 30_000;

    public static IEnumerable<Finding> Judge(Evidence evidence)
    {
        var seen = evidence.Watchers.Sum(log => log.Count(line => line.Word == "seen"));
        yield return new Finding(
            $"no watcher sees a value twice ({seen} seen)",
            [
                .. evidence.Watchers.SelectMany(
                    (log, watcher) =>
                        log.Where(line => line.Word == "seen")
                            .GroupBy(line => line.Rest[1])
                            .Where(same => same.Count() > 1)
                            .Select(same => $"watcher {watcher + 1}: {same.Key}, {same.Count()} times")
                ),
            ]
        );
        yield return new Finding(
            "who watches misses nothing while the stream is open",
            [
                .. evidence.Watchers.SelectMany(
                    (log, watcher) => Missed(evidence, log).Select(value => $"watcher {watcher + 1}: {value}")
                ),
            ]
        );
    }

    private static IEnumerable<string> Missed(Evidence evidence, IReadOnlyList<Entry> log)
    {
        var seen = log.Where(line => line.Word == "seen")
            .Select(line => line.Rest[1])
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (from, to, covered) in Open(log))
        {
            foreach (var device in evidence.Devices.Values)
            {
                var sent = device
                    .Where(line => line.Word == "send" && line.At >= from)
                    .Select(line => line.Rest[1])
                    .ToHashSet(StringComparer.Ordinal);
                foreach (var ack in device.Where(line => line.Word == "ack" && line.At <= to - covered))
                {
                    if (sent.Contains(ack.Rest[1]) && !seen.Contains(ack.Rest[1]))
                        yield return ack.Rest[1];
                }
            }
        }
    }

    /// <summary>
    /// Stretches in which a stream was open; a gap that was told ends one and begins another. The last one ends with the run: nobody reads anew behind it.
    /// </summary>
    private static IEnumerable<(long From, long To, long Covered)> Open(IReadOnlyList<Entry> log)
    {
        long? from = null;
        foreach (var line in log.Where(line => line.Word is "open" or "gap" or "closed"))
        {
            if (from is { } since)
                yield return (since, line.At, line == log[^1] ? OnItsWay : GapMax);
            from = line.Word == "closed" ? null : line.At;
        }
    }
}
