namespace Firstlight.Edgent.Daemon;

/// <summary>What somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>The known name nearest to what was typed; null when none is near.</summary>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        var nearest = known
            .Select(name => (Name: name, Distance: Distance(typed.ToLowerInvariant(), name.ToLowerInvariant())))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.Name is { } found && nearest.Distance <= Math.Max(1, found.Length / 2) ? found : null;
    }

    /// <summary>Letters to add, drop or change.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var left = 1; left <= one.Length; left++)
        {
            var diagonal = row[0];
            row[0] = left;
            for (var right = 1; right <= other.Length; right++)
            {
                var changed = diagonal + (one[left - 1] == other[right - 1] ? 0 : 1);
                diagonal = row[right];
                row[right] = Math.Min(changed, Math.Min(row[right], row[right - 1]) + 1);
            }
        }

        return row[^1];
    }
}
