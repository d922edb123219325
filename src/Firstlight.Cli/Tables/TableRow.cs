namespace Firstlight.Cli.Tables;

/// <summary>A row of a list of tokens. Not a record: a record would print them.</summary>
/// <param name="number">As people count: in a table the header is row 1; in JSON lines it is the line.</param>
/// <param name="cells">What is in which column.</param>
internal sealed class TableRow(int number, IReadOnlyDictionary<string, string> cells)
{
    public int Number => number;

    /// <summary>What is in a column; empty when nothing is.</summary>
    public string this[string column] => cells.GetValueOrDefault(column, "");

    public IEnumerable<string> Columns => cells.Keys;

    public override string ToString() => $"row {number}";
}
