using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>Reads a table through and notes what is wrong, row by row.</summary>
internal sealed class TableCheck(Template template, IReadOnlyList<string> map)
{
    private readonly TableErrors _errors = new();
    private SeenValues?[] _seen = [];
    private int _rows;

    /// <summary>Where the columns go; null until the first row was read.</summary>
    public TableColumns? Columns { get; private set; }

    public async Task<TableReport> RunAsync(IUnitTable table, CancellationToken cancellation)
    {
        await foreach (var row in table.ReadAsync(cancellation))
        {
            if (Columns is null)
            {
                Begin(row);
                // What the cells below mean is unknown.
                if (_errors.Count > 0)
                    break;
            }
            else if (!TableUnits.IsBlank(row) && !TryTake(row, Columns))
            {
                break;
            }
        }

        if (Columns is null)
            _errors.Add(
                1,
                null,
                null,
                "The table is empty. Its first row names the columns, and each row below is a unit."
            );
        else if (_rows == 0 && _errors.Count == 0)
            _errors.Add(2, null, null, "The table has no row below the names of its columns. Each row is a unit.");
        return new TableReport(Columns?.All ?? [], _rows, _errors.Count, _errors.First);
    }

    private void Begin(TableRow header)
    {
        if (TableUnits.IsBlank(header))
        {
            _errors.Add(
                header.Number,
                null,
                null,
                "The first row is blank. It names the columns; remove what is above it."
            );
            Columns = TableColumns.None;
            return;
        }

        Columns = TableColumns.Read(header, template, map, _errors);
        _seen = [.. Columns.Fields.Select(field => field is { IdentifiesUnit: true } ? new SeenValues() : null)];
    }

    /// <summary>False when no more is taken.</summary>
    private bool TryTake(TableRow row, TableColumns columns)
    {
        if (_rows == StaticBatch.CountMax)
        {
            _errors.Add(
                row.Number,
                null,
                null,
                $"The table has more than {StaticBatch.CountMax:N0} units. Divide it into several."
            );
            return false;
        }

        _rows++;
        if (row.Faults.Count > 0)
            _errors.Add(row, columns.Names);
        else if (HasItsCells(row, columns))
            CheckCells(row, columns);
        return true;
    }

    private bool HasItsCells(TableRow row, TableColumns columns)
    {
        var (has, expected) = (row.Cells.Count, columns.Names.Count);
        if (has < expected)
            _errors.Add(
                row.Number,
                has + 1,
                columns.Names[has],
                $"The row has {has} cells and ends here; the table has {expected} columns."
            );
        else if (has > expected)
            _errors.Add(
                row.Number,
                expected + 1,
                null,
                $"The row has {has} cells; the table has {expected} columns. Put a cell with a comma into quotes."
            );
        else if (row.Cells.All(string.IsNullOrWhiteSpace))
            _errors.Add(row.Number, null, null, "All cells of the row are empty. Remove it.");
        else
            return true;
        return false;
    }

    private void CheckCells(TableRow row, TableColumns columns)
    {
        for (var index = 0; index < row.Cells.Count; index++)
        {
            if (columns.Fields[index] is not { } field)
                continue;
            var taken = field.Take(row.Cells[index]);
            if (!taken.Succeeded)
                _errors.Add(row.Number, index + 1, columns.Names[index], taken.Refusal.Message);
            else if (taken.Value.Length > 0 && _seen[index]?.FindOrAdd(taken.Value, row.Number) is { } before)
                _errors.Add(
                    row.Number,
                    index + 1,
                    columns.Names[index],
                    $"Row {before} has the same {field.Name}, {taken.Value}. No two units share one."
                );
        }
    }
}
