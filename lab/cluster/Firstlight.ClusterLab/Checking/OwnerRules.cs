using Firstlight.ClusterLab.Logs;

namespace Firstlight.ClusterLab.Checking;

/// <summary>
/// A device has one owner: once a newer connection of it was let in, an older one is acknowledged nothing that it says from then on, and hears
/// no command that is given from then on.
/// </summary>
internal static class OwnerRules
{
    public static Finding Judge(Evidence evidence)
    {
        var asked = evidence
            .Callers.SelectMany(log => log)
            .Where(line => line.Word == "ask")
            .ToLookup(line => line.Rest[1], line => line.At);
        var moves = evidence.Devices.Sum(device => device.Value.Count(line => line.Word == "login"));
        return new Finding(
            $"a device has one owner at any time ({moves} logins)",
            [
                .. evidence.Devices.SelectMany(device =>
                    TwoOwners(device.Value, asked).Select(what => $"device {device.Key}: {what}")
                ),
            ]
        );
    }

    private static IEnumerable<string> TwoOwners(IReadOnlyList<Entry> log, ILookup<string, long> asked)
    {
        var newest = 0;
        var newestSince = 0L;
        var saidTooLate = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in log)
        {
            var connection = line.Rest.Count > 0 && int.TryParse(line.Rest[0], out var number) ? number : 0;
            if (line.Word == "login" && connection > newest)
                (newest, newestSince) = (connection, line.At);
            else if (line.Word == "send" && connection < newest)
                saidTooLate.Add(line.Rest[1]);
            else if (line.Word == "ack" && saidTooLate.Contains(line.Rest[1]))
                yield return $"{line.Rest[1]} was acknowledged on connection {connection}, said when {newest} was in";
            else if (line.Word == "got" && connection < newest && asked[line.Rest[1]].Any(at => at > newestSince))
                yield return $"{line.Rest[1]} came on connection {connection}, asked when {newest} was in";
        }
    }
}
