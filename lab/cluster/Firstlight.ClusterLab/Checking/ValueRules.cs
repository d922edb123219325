using Firstlight.ClusterLab.Logs;

namespace Firstlight.ClusterLab.Checking;

/// <summary>Each value is said once, under a name of its own: so it is stored once, or not at all when nobody acknowledged it.</summary>
internal static class ValueRules
{
    public static IEnumerable<Finding> Judge(Evidence evidence)
    {
        var acknowledged = evidence.Devices.Sum(device => device.Value.Count(line => line.Word == "ack"));
        yield return new Finding(
            $"every device was acknowledged something ({acknowledged} values of {evidence.Devices.Count} devices)",
            [
                .. evidence
                    .Devices.Where(device => device.Value.All(line => line.Word != "ack"))
                    .Select(device => $"device {device.Key} never was"),
            ]
        );
        yield return new Finding("nothing acknowledged is lost", [.. Each(evidence, Lost)]);
        yield return new Finding(
            "nothing is stored twice",
            [.. Twice(evidence.StoredValues), .. Twice(evidence.StoredCommands)]
        );
        yield return new Finding("nothing is stored that its device did not say", [.. Each(evidence, Invented)]);
    }

    private static IEnumerable<string> Each(
        Evidence evidence,
        Func<IReadOnlyList<Entry>, IReadOnlyList<string>, IEnumerable<string>> wrong
    ) =>
        evidence.Devices.SelectMany(device =>
            wrong(device.Value, evidence.StoredValues.GetValueOrDefault(device.Key, []))
                .Select(value => $"device {device.Key}: {value}")
        );

    private static IEnumerable<string> Lost(IReadOnlyList<Entry> log, IReadOnlyList<string> stored) =>
        log.Where(line => line.Word == "ack").Select(line => line.Rest[1]).Except(stored);

    private static IEnumerable<string> Invented(IReadOnlyList<Entry> log, IReadOnlyList<string> stored) =>
        stored.Except(log.Where(line => line.Word == "send").Select(line => line.Rest[1]));

    private static IEnumerable<string> Twice(IReadOnlyDictionary<long, IReadOnlyList<string>> stored) =>
        stored.SelectMany(device =>
            device
                .Value.GroupBy(value => value)
                .Where(same => same.Count() > 1)
                .Select(same => $"device {device.Key}: {same.Key}, {same.Count()} times")
        );
}
