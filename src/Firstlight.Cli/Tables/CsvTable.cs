using System.Text;

namespace Firstlight.Cli.Tables;

/// <summary>Reads a table as RFC 4180 describes it, with either kind of line end, row by row.</summary>
internal sealed class CsvTable(TextReader text, RowFaults faults)
{
    private const int CellCharactersMax = 10_000;
    private const int ColumnsMax = 200;

    // What our own tables put before a cell that a spreadsheet would take for a formula.
    private static readonly string[] Guards = ["'=", "'+", "'-", "'@"];

    private int _row;

    public IEnumerable<TableRow> Read()
    {
        if (ReadCells() is not { } header)
        {
            faults.Add(1, null, "The file is empty. Its first row names the columns.");
            yield break;
        }

        if (!IsHeader(header))
            yield break;
        while (ReadCells() is { } cells)
        {
            // An empty line at the end is nobody's row.
            if (cells is [""])
                continue;
            if (cells.Count != header.Count)
            {
                faults.Add(_row, null, $"It has {cells.Count} cells; the header has {header.Count}.");
                continue;
            }

            yield return new TableRow(
                _row,
                header.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
            );
        }
    }

    private bool IsHeader(List<string> header)
    {
        var before = faults.Count;
        for (var column = 0; column < header.Count; column++)
        {
            if (header[column].Trim().Length == 0)
                faults.Add(1, $"{column + 1}", "The column has no name.");
            else if (header.IndexOf(header[column]) < column)
                faults.Add(1, header[column], "Two columns have this name.");
        }

        return faults.Count == before;
    }

    // The next row; null at the end, and after damage behind which rows cannot be told apart.
    private List<string>? ReadCells()
    {
        if (text.Peek() < 0)
            return null;
        _row++;
        var cells = new List<string>();
        while (true)
        {
            if (!TryReadCell(out var cell, out var isLast))
                return null;
            cells.Add(
                Array.Exists(Guards, guard => cell.StartsWith(guard, StringComparison.Ordinal)) ? cell[1..] : cell
            );
            if (cells.Count > ColumnsMax)
                return Broken($"It has more than {ColumnsMax} cells.");
            if (isLast)
                return cells;
        }
    }

    private bool TryReadCell(out string cell, out bool isLast)
    {
        var read = new StringBuilder();
        var isQuoted = text.Peek() == '"';
        if (isQuoted)
            _ = text.Read();
        var isOpen = isQuoted;
        (cell, isLast) = ("", false);
        while (true)
        {
            var next = text.Read();
            if (next < 0 && isOpen)
                return Broken("A quotation mark is never closed.") is not null;
            if (isOpen && next == '"')
            {
                isOpen = text.Peek() == '"';
                if (isOpen)
                    _ = text.Read();
                else
                    continue;
            }
            else if (!isOpen && (next is < 0 or ',' or '\n' || (next == '\r' && text.Peek() is '\n' or -1)))
            {
                if (next == '\r')
                    _ = text.Read();
                (cell, isLast) = (read.ToString(), next != ',');
                return true;
            }
            else if (isQuoted && !isOpen)
            {
                return Broken("Something stands behind a closing quotation mark.") is not null;
            }

            read.Append((char)next);
            if (read.Length > CellCharactersMax)
                return Broken($"A cell has more than {CellCharactersMax} characters.") is not null;
        }
    }

    private List<string>? Broken(string message)
    {
        faults.Add(_row, null, message + " What follows was not read.");
        return null;
    }
}
