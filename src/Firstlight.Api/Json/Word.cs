namespace Firstlight.Api;

/// <summary>Enumerations as people write them: by name in any letter case, never by number.</summary>
internal static class Word
{
    public static bool TryRead<T>(string? text, out T value)
        where T : struct, Enum
    {
        foreach (var known in Enum.GetValues<T>())
        {
            if (!string.Equals(known.ToString(), text, StringComparison.OrdinalIgnoreCase))
                continue;
            value = known;
            return true;
        }

        value = default;
        return false;
    }

    public static string Expected<T>()
        where T : struct, Enum => $"Choose one of {string.Join(", ", Enum.GetNames<T>())}.";
}
