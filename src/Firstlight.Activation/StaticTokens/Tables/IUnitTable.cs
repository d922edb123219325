namespace Firstlight.Activation;

/// <summary>A table with a unit in each row, which can be read more than once and is never in memory as a whole.</summary>
public interface IUnitTable
{
    /// <summary>What the table's content is recognised by.</summary>
    string Digest { get; }

    /// <summary>Every row from the first, which names the columns. A row that cannot be read tells why; after one without an end nothing follows.</summary>
    IAsyncEnumerable<TableRow> ReadAsync(CancellationToken cancellation);
}

/// <summary>One row as it stands there.</summary>
/// <param name="Number">Its line, from 1; people find it by this.</param>
/// <param name="Cells">Its cells without quotes.</param>
public sealed record TableRow(int Number, IReadOnlyList<string> Cells)
{
    /// <summary>What is wrong with its form; then its cells are not to be trusted.</summary>
    public IReadOnlyList<CellFault> Faults { get; init; } = [];
}

/// <summary>What is wrong with the form of a cell.</summary>
/// <param name="Column">Its column, from 1; null when it is the row as a whole.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record CellFault(int? Column, string Message);
