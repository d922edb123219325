using System.Globalization;

namespace Firstlight.ClusterLab.Logs;

/// <summary>One line of a client's log: when, by the client's clock in milliseconds since 1970, a word, and what belongs to it.</summary>
internal sealed record Entry(long At, string Word, IReadOnlyList<string> Rest)
{
    /// <summary>Reads a whole log. A last line without its end is left out: its writer was killed in the middle.</summary>
    public static IReadOnlyList<Entry> ReadAll(string path)
    {
        var text = File.ReadAllText(path);
        var lines = text.Split('\n');
        return [.. lines[..^1].Select(Parse)];
    }

    public static Entry Parse(string line)
    {
        var parts = line.Split(' ');
        return parts.Length < 2
            ? throw new FormatException($"Not a line of a log: '{line}'.")
            : new Entry(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], parts[2..]);
    }

    public override string ToString() => string.Join(' ', [At.ToString(CultureInfo.InvariantCulture), Word, .. Rest]);
}
