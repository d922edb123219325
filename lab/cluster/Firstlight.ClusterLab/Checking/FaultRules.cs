using Firstlight.ClusterLab.Logs;

namespace Firstlight.ClusterLab.Checking;

/// <summary>How long everybody waited after each fault, and that it was one.</summary>
internal static class FaultRules
{
    /// <summary>What was under way when the fault began may still be acknowledged, in milliseconds.</summary>
    private const long UnderWay = 1_000;

    public static IEnumerable<Finding> Judge(Evidence evidence)
    {
        foreach (var fault in evidence.Faults)
        {
            if (fault.Silent)
                yield return new Finding(
                    $"{fault.Name}: nothing is acknowledged while it lasts",
                    [.. evidence.Devices.Values.SelectMany(log => AcknowledgedDuring(log, fault))]
                );
            var back = RecoveredAfter(evidence, fault);
            yield return back is { } seconds && seconds <= fault.Limit
                ? new Finding(
                    $"{fault.Name}: everybody is served again after {seconds:0.0} s (limit {fault.Limit} s)",
                    []
                )
                : new Finding(
                    $"{fault.Name}: everybody is served again within {fault.Limit} s",
                    [back is null ? "somebody never was" : $"it took {back:0.0} s"]
                );
        }
    }

    /// <summary>Seconds from the healing until each device was acknowledged something it said since, each caller's command was stored, and each watcher saw something; null: not yet.</summary>
    public static double? RecoveredAfter(Evidence evidence, Fault fault)
    {
        long?[] moments =
        [
            .. evidence.Devices.Values.Select(log => ServedSince(log, fault.Healed)),
            .. evidence.Callers.Select(log => TakenSince(log, fault.Healed)),
            .. evidence.Watchers.Select(log => SeenSince(log, fault.Healed)),
        ];
        return moments.Length == 0 || moments.Contains(null) ? null : (moments.Max()!.Value - fault.Healed) / 1000.0;
    }

    private static long? ServedSince(IReadOnlyList<Entry> log, long since)
    {
        var said = log.Where(line => line.Word == "send" && line.At >= since).Select(line => line.Rest[1]).ToHashSet();
        return log.FirstOrDefault(line => line.Word == "ack" && said.Contains(line.Rest[1]))?.At;
    }

    private static long? TakenSince(IReadOnlyList<Entry> log, long since)
    {
        var asked = log.Where(line => line.Word == "ask" && line.At >= since).Select(line => line.Rest[1]).ToHashSet();
        return log.FirstOrDefault(line =>
            line is { Word: "answer", Rest: [_, "200", ..] } && asked.Contains(line.Rest[0])
        )?.At;
    }

    private static long? SeenSince(IReadOnlyList<Entry> log, long since) =>
        log.FirstOrDefault(line => line.Word == "seen" && line.At >= since)?.At;

    private static IEnumerable<string> AcknowledgedDuring(IReadOnlyList<Entry> log, Fault fault)
    {
        var said = log.Where(line => line.Word == "send" && line.At >= fault.Began + UnderWay)
            .Select(line => line.Rest[1])
            .ToHashSet();
        return log.Where(line => line.Word == "ack" && line.At < fault.Healed && said.Contains(line.Rest[1]))
            .Select(line => line.ToString());
    }
}
