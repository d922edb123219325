using System.Text;

namespace Firstlight.Storage.Stores;

/// <summary>
/// Text made comparable for search: lower case in every script, which the engine's own comparison knows for ASCII only.
/// </summary>
internal static class SearchText
{
    /// <summary>Longer searches find nothing; engines refuse patterns far beyond it.</summary>
    public const int NeedleMax = 1_000;

    // Between the parts, and in place of NUL, at which SQLite would stop comparing.
    private const char Separator = '\n';

    /// <summary>The parts as one text to search in.</summary>
    public static string Of(params IEnumerable<string> parts) => Fold(string.Join(Separator, parts));

    /// <summary>A <c>LIKE … ESCAPE '\'</c> pattern for texts that contain <paramref name="needle"/>, whatever its characters.</summary>
    public static string Containing(string needle)
    {
        var pattern = new StringBuilder("%");
        foreach (var character in Fold(needle))
        {
            if (character is '%' or '_' or '\\')
                pattern.Append('\\');
            pattern.Append(character);
        }

        return pattern.Append('%').ToString();
    }

    private static string Fold(string text) => text.ToLowerInvariant().Replace('\0', Separator);
}
