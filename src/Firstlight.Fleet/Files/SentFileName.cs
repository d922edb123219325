namespace Firstlight.Fleet;

/// <summary>What is left of a file's name as a device sent it: enough to show, and an ending for the address.</summary>
internal static class SentFileName
{
    private const int CharactersMax = 100;
    private const int EndingCharactersMax = 8;

    /// <summary>The last part, without what no file system or page should see.</summary>
    public static string Clean(string sent)
    {
        var last = sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..];
        var visible = string.Concat(last.Where(letter => !char.IsControl(letter))).Trim().Trim('.');
        if (visible.Length > CharactersMax)
            visible = visible[^CharactersMax..];
        return visible.Length == 0 ? "file" : visible;
    }

    /// <summary>Its ending in small letters, with the point; <c>.bin</c> when it has none that is plain.</summary>
    public static string EndingOf(string clean)
    {
        var ending = clean[(clean.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return
            ending.Length is > 0 and <= EndingCharactersMax
            && ending.Length < clean.Length
            && ending.All(char.IsAsciiLetterOrDigit)
            ? "." + ending
            : ".bin";
    }
}
