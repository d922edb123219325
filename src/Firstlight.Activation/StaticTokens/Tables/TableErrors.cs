namespace Firstlight.Activation;

/// <summary>Collects what is wrong with a table: all is counted, the first are kept.</summary>
internal sealed class TableErrors
{
    private readonly List<TableError> _first = [];

    public int Count { get; private set; }

    public IReadOnlyList<TableError> First => _first;

    /// <param name="row">The line, from 1.</param>
    /// <param name="column">The column, from 1; null for the row as a whole.</param>
    /// <param name="columnName">What the column is called, when that is known.</param>
    /// <param name="message">What is wrong.</param>
    public void Add(int row, int? column, string? columnName, string message)
    {
        Count++;
        if (_first.Count < TableReport.ErrorsMax)
            _first.Add(new TableError(row, column, columnName, message));
    }

    public void Add(TableRow row, IReadOnlyList<string> names)
    {
        foreach (var fault in row.Faults)
            Add(row.Number, fault.Column, NameOf(fault.Column, names), fault.Message);
    }

    private static string? NameOf(int? column, IReadOnlyList<string> names) =>
        column is { } place && place <= names.Count ? names[place - 1] : null;
}
