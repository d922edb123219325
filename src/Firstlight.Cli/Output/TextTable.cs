using System.Text;
using Spectre.Console;

namespace Firstlight.Cli.Output;

/// <summary>
/// Columns of text with two blanks between them and no frame, so that a narrow terminal shows as much as it can. Where a table is wider
/// than the screen its widest columns are folded at their blanks.
/// </summary>
internal static class TextTable
{
    private const int Gap = 2;

    /// <summary>No column gets narrower than this, however narrow the screen.</summary>
    private const int ColumnWidthMin = 10;

    /// <summary>The lines of the table, the first one with the columns' names unless all of them are empty.</summary>
    /// <param name="columns">Their names.</param>
    /// <param name="rows">Cells without control characters.</param>
    /// <param name="screenWidth">In character cells.</param>
    public static IEnumerable<string> Lines(
        IReadOnlyList<string> columns,
        IReadOnlyList<IReadOnlyList<string>> rows,
        int screenWidth
    )
    {
        var widths = new int[columns.Count];
        for (var column = 0; column < widths.Length; column++)
            widths[column] = Math.Max(
                columns[column].GetCellWidth(),
                rows.Max(row => (int?)row[column].GetCellWidth()) ?? 0
            );
        Narrow(widths, screenWidth - (Gap * (widths.Length - 1)));

        if (columns.Any(name => name.Length > 0))
            yield return Line(columns, widths);
        foreach (var row in rows)
        {
            var folded = row.Select((cell, column) => Fold(cell, widths[column])).ToArray();
            for (var line = 0; line < folded.Max(parts => parts.Count); line++)
                yield return Line([.. folded.Select(parts => line < parts.Count ? parts[line] : "")], widths);
        }
    }

    private static void Narrow(int[] widths, int room)
    {
        while (widths.Sum() > room)
        {
            var widest = widths.Index().MaxBy(column => column.Item).Index;
            if (widths[widest] <= ColumnWidthMin)
                return;
            widths[widest]--;
        }
    }

    private static string Line(IReadOnlyList<string> cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var column = 0; column < cells.Count; column++)
        {
            line.Append(cells[column]);
            line.Append(' ', Math.Max(0, widths[column] - cells[column].GetCellWidth()) + Gap);
        }

        return line.ToString().TrimEnd();
    }

    private static List<string> Fold(string cell, int width)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        foreach (var word in cell.Split(' '))
        {
            if (part.Length > 0 && part.ToString().GetCellWidth() + 1 + word.GetCellWidth() > width)
            {
                parts.Add(part.ToString());
                part.Clear();
            }

            if (part.Length > 0)
                part.Append(' ');
            part.Append(word);
        }

        // A word that is wider than its column stays whole: it may be an id that somebody copies.
        parts.Add(part.ToString());
        return parts;
    }
}
