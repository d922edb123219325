namespace Firstlight.Activation;

/// <summary>What a table would make.</summary>
/// <param name="Columns">Where each column goes.</param>
/// <param name="Rows">Units in it, as far as it could be read.</param>
/// <param name="ErrorCount">How much is wrong. Nothing is made of a table with an error.</param>
/// <param name="Errors">The first <see cref="ErrorsMax"/> of them.</param>
public sealed record TableReport(
    IReadOnlyList<TableColumn> Columns,
    int Rows,
    int ErrorCount,
    IReadOnlyList<TableError> Errors
)
{
    /// <summary>The most errors that are told one by one.</summary>
    public const int ErrorsMax = 100;
}

/// <summary>A column and where it goes.</summary>
/// <param name="Name">What the first row calls it.</param>
/// <param name="Field">The field that it fills; null when it fills none.</param>
public sealed record TableColumn(string Name, string? Field);

/// <summary>What is wrong, and where.</summary>
/// <param name="Row">The line, from 1.</param>
/// <param name="Column">The column, from 1; null when it is the row as a whole.</param>
/// <param name="ColumnName">What the first row calls that column.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record TableError(int Row, int? Column, string? ColumnName, string Message);
