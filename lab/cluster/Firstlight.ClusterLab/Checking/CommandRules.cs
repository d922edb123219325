using Firstlight.ClusterLab.Logs;

namespace Firstlight.ClusterLab.Checking;

/// <summary>Each command is given once, under a name of its own, to one device.</summary>
internal static class CommandRules
{
    /// <summary>
    /// How long before and behind a command nothing may have happened to a connection for it to count as one that stayed, in milliseconds. A device that is cut
    /// off finds out after five seconds, and until then a node that hears of no end calls delivered what it has sent.
    /// </summary>
    private const long OnItsWay = 8_000;

    public static IEnumerable<Finding> Judge(Evidence evidence)
    {
        var lines = evidence.Callers.SelectMany(log => log).ToList();
        var asked = lines.Where(line => line.Word == "ask").ToDictionary(line => line.Rest[1]);
        var answers = lines.Where(line => line.Word is "answer" or "unknown").ToDictionary(line => line.Rest[0]);
        var arrived = evidence
            .Devices.SelectMany(device =>
                device.Value.Where(line => line.Word == "got").Select(line => (Device: device.Key, Name: line.Rest[1]))
            )
            .ToLookup(got => got.Name, got => got.Device);
        var stored = answers.Values.Where(IsStored).Select(answer => answer.Rest[0]).ToList();
        var unknown = answers.Count(answer => answer.Value.Word == "unknown");

        yield return new Finding(
            $"every command is answered or known to be unknown ({asked.Count} asked, {stored.Count} stored, {unknown} unknown, {answers.Count - stored.Count - unknown} refused)",
            [.. asked.Keys.Except(answers.Keys), .. stored.Count == 0 ? (string[])["none was taken"] : []]
        );
        yield return new Finding(
            $"a command arrives at most once, and where it was sent ({arrived.Count} arrived)",
            [
                .. arrived.Where(got => got.Count() > 1).Select(got => $"{got.Key} came {got.Count()} times"),
                .. arrived.SelectMany(got =>
                    got.Where(device => !WasSentTo(asked, got.Key, device))
                        .Select(device => $"{got.Key} came to device {device}")
                ),
            ]
        );
        yield return new Finding(
            "a command that was answered as stored is stored",
            [.. stored.Where(name => !IsKept(evidence, asked[name]))]
        );
        yield return new Finding(
            "a command that was refused is not stored",
            [
                .. answers
                    .Values.Where(answer => answer.Word == "answer" && !IsStored(answer))
                    .Where(answer => IsKept(evidence, asked[answer.Rest[0]]))
                    .Select(answer => $"{answer.Rest[0]}: {answer.Rest[1]}"),
            ]
        );
        yield return new Finding(
            "a command that was answered as delivered has arrived where the connection stayed",
            [
                .. stored.Where(name =>
                    answers[name].Rest is [_, "200", "delivered"]
                    && !arrived.Contains(name)
                    && Stayed(evidence, asked[name], answers[name].At)
                ),
            ]
        );
    }

    private static bool IsStored(Entry answer) => answer.Word == "answer" && answer.Rest[1] == "200";

    private static bool IsKept(Evidence evidence, Entry ask) =>
        evidence.StoredCommands.GetValueOrDefault(DeviceOf(ask), []).Contains(ask.Rest[1]);

    private static long DeviceOf(Entry ask) => long.Parse(ask.Rest[0]);

    private static bool WasSentTo(Dictionary<string, Entry> asked, string name, long device) =>
        asked.TryGetValue(name, out var ask) && DeviceOf(ask) == device;

    /// <summary>Nothing of the device's connections began or ended around the command.</summary>
    private static bool Stayed(Evidence evidence, Entry ask, long answeredAt)
    {
        var log = evidence.Devices.GetValueOrDefault(DeviceOf(ask), []);
        var changes = log.Where(line => line.Word is "open" or "login" or "ready" or "closed");
        var ends = log.Count > 0 && log[^1].At >= answeredAt + OnItsWay;
        return ends
            && log.Any(line => line.Word == "ready" && line.At < ask.At)
            && !changes.Any(line => line.At >= ask.At - OnItsWay && line.At <= answeredAt + OnItsWay);
    }
}
