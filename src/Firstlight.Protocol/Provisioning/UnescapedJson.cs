namespace Firstlight.Protocol.Provisioning;

/// <summary>
/// Reads objects whose text values were pasted in without escaping, as classic firmware does: a network called
/// <c>Bob's "5G"</c> makes no JSON. A value reaches from its key to the next known key; what lies between the outer quotes
/// is taken as it stands, backslashes included.
/// </summary>
/// <remarks>
/// A name may even contain something that looks like a key. Of several places for one key the last one counts, because
/// firmware puts the free text first.
/// </remarks>
internal static class UnescapedJson
{
    /// <summary>The values of <paramref name="keys"/> that are there; null when none is.</summary>
    public static Dictionary<string, string>? ReadObject(ReadOnlySpan<char> text, ReadOnlySpan<string> keys)
    {
        List<(int Start, int ValueStart, string Key)> places = [];
        foreach (var key in keys)
        {
            if (FindKey(text, key) is { } place)
                places.Add((place.Start, place.ValueStart, key));
        }

        if (places.Count == 0)
            return null;
        places.Sort((left, right) => left.Start.CompareTo(right.Start));
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < places.Count; index++)
        {
            var end = index + 1 < places.Count ? places[index + 1].Start : text.Length;
            var start = Math.Min(places[index].ValueStart, end);
            if (ReadValue(text[start..end], isLast: index + 1 == places.Count) is { } value)
                values[places[index].Key] = value;
        }

        return values;
    }

    /// <summary>The objects of a list, each of which begins with <paramref name="keys"/>' first.</summary>
    public static List<Dictionary<string, string>> ReadList(
        ReadOnlySpan<char> text,
        ReadOnlySpan<string> keys,
        int entriesMax
    )
    {
        List<Dictionary<string, string>> entries = [];
        var start = FindEntry(text, keys[0], from: 0);
        while (start >= 0 && entries.Count < entriesMax)
        {
            var next = FindEntry(text, keys[0], start + 1);
            var entry = next < 0 ? text[start..] : text[start..next];
            if (ReadObject(entry, keys) is { } values)
                entries.Add(values);
            start = next;
        }

        return entries;
    }

    private static int FindEntry(ReadOnlySpan<char> text, string firstKey, int from)
    {
        for (var index = from; index < text.Length; index++)
        {
            if (
                text[index] == '{'
                && text[(index + 1)..].TrimStart() is var rest
                && StartsWithKey(rest, firstKey, out _)
            )
                return index;
        }

        return -1;
    }

    private static (int Start, int ValueStart)? FindKey(ReadOnlySpan<char> text, string key)
    {
        var quoted = $"\"{key}\"";
        for (
            var index = text.LastIndexOf(quoted, StringComparison.Ordinal);
            index >= 0;
            index = text[..index].LastIndexOf(quoted, StringComparison.Ordinal)
        )
        {
            var before = text[..index].TrimEnd();
            if (before.Length > 0 && before[^1] is '{' or ',' && StartsWithKey(text[index..], key, out var length))
                return (before.Length - 1, index + length);
        }

        return null;
    }

    private static bool StartsWithKey(ReadOnlySpan<char> text, string key, out int length)
    {
        length = 0;
        if (!text.StartsWith($"\"{key}\"", StringComparison.Ordinal))
            return false;
        var rest = text[(key.Length + 2)..];
        var blanks = rest.Length - rest.TrimStart().Length;
        length = key.Length + 2 + blanks + 1;
        return blanks < rest.Length && rest[blanks] == ':';
    }

    private static string? ReadValue(ReadOnlySpan<char> text, bool isLast)
    {
        var value = text.Trim();
        if (isLast)
            value = value.TrimEnd("]}, \t\r\n");
        if (value.StartsWith('"'))
            return (value.Length > 1 && value[^1] == '"' ? value[1..^1] : value[1..]).ToString();
        return value.Length == 0 || value is "null" ? null : value.ToString();
    }
}
