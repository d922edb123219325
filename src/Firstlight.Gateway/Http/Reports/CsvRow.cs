using System.Globalization;
using System.Text;

namespace Firstlight.Gateway.Http;

/// <summary>A row of RFC 4180 text; what a spreadsheet would take for a formula is told as text.</summary>
internal static class CsvRow
{
    public static string Of(params ReadOnlySpan<string> cells)
    {
        var row = new StringBuilder();
        foreach (var cell in cells)
        {
            if (row.Length > 0)
                row.Append(',');
            row.Append(Cell(cell));
        }

        return row.Append("\r\n").ToString();
    }

    private static string Cell(string text)
    {
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        var safe = !isNumber && text.TrimStart() is ['=' or '+' or '-' or '@', ..] ? "'" + text : text;
        return safe.AsSpan().ContainsAny("\",\r\n\t")
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }
}
