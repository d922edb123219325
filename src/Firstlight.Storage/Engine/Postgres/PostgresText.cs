using System.Text;

namespace Firstlight.Storage.Engine;

/// <summary>
/// Texts in PostgreSQL, which has no place for the character NUL; devices send it between the parts of a value. It is written as
/// U+0001 and 0, U+0001 itself as U+0001 and 1: equal texts stay equal and the order of texts stays what it is.
/// </summary>
internal static class PostgresText
{
    private const char Mark = '\u0001';
    private const string Nul = "\0";
    private const string WrittenNul = "\u00010";
    private const string One = "\u0001";
    private const string WrittenOne = "\u00011";

    public static string Write(string text)
    {
        // Half a surrogate pair is no character in any encoding; it becomes what every decoder makes of it.
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.AsSpan().ContainsAny('\0', Mark)
            ? text.Replace(One, WrittenOne, StringComparison.Ordinal).Replace(Nul, WrittenNul, StringComparison.Ordinal)
            : text;
    }

    public static string Read(string stored) =>
        stored.Contains(Mark, StringComparison.Ordinal)
            ? stored
                .Replace(WrittenNul, Nul, StringComparison.Ordinal)
                .Replace(WrittenOne, One, StringComparison.Ordinal)
            : stored;
}
