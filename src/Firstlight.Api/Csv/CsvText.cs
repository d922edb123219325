using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Firstlight.Api;

/// <summary>Rows as RFC 4180 text. A spreadsheet must read every cell as what it is, never as a formula.</summary>
internal static partial class CsvText
{
    private static readonly char[] Quoted = ['"', ',', '\r', '\n', '\''];

    public static string Line(IReadOnlyList<string?> cells)
    {
        var line = new StringBuilder();
        for (var index = 0; index < cells.Count; index++)
        {
            if (index > 0)
                line.Append(',');
            line.Append(Cell(cells[index] ?? ""));
        }

        return line.Append("\r\n").ToString();
    }

    public static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string Cell(string text)
    {
        var safe = Formula().IsMatch(text) && !PlainNumber().IsMatch(text) ? "'" + text : text;
        var isQuoted = safe.AsSpan().IndexOfAny(Quoted) >= 0 || safe.Length != safe.Trim().Length;
        return isQuoted ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    // What Excel, LibreOffice and Google Sheets take for a formula, also after blanks they trim.
    [GeneratedRegex(@"^[\s\u0000]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Formula();

    [GeneratedRegex(
        @"\A-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex PlainNumber();
}
