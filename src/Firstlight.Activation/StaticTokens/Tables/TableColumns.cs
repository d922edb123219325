using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>Which column of a table fills which field.</summary>
internal sealed class TableColumns
{
    private const int ColumnsMax = 128;

    /// <summary>A table without any.</summary>
    public static readonly TableColumns None = new([], []);

    private TableColumns(IReadOnlyList<string> names, IReadOnlyList<FillableField?> fields)
    {
        Names = names;
        Fields = fields;
    }

    /// <summary>What the first row calls them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The field of each; null where it fills none.</summary>
    public IReadOnlyList<FillableField?> Fields { get; }

    public IReadOnlyList<TableColumn> All =>
        [.. Names.Zip(Fields, (name, filled) => new TableColumn(name, filled?.Name))];

    /// <summary>The fields that are filled, in the order of their columns.</summary>
    public IReadOnlyList<string> FieldNames => [.. Fields.OfType<FillableField>().Select(filled => filled.Name)];

    /// <summary>Reads the first row. What is wrong goes to <paramref name="errors"/>.</summary>
    public static TableColumns Read(TableRow header, Template template, IReadOnlyList<string> map, TableErrors errors)
    {
        string[] names = [.. header.Cells.Select(cell => cell.Trim())];
        errors.Add(header, names);
        if (header.Faults.Count > 0 || !AreNames(header, names, errors))
            return new TableColumns(names, new FillableField?[names.Length]);
        var fields = FillableField.Of(template);
        var given = ColumnMap.Read(header.Number, names, fields, map, errors);
        FillableField?[] filled =
        [
            .. names.Select(name =>
                given.TryGetValue(name, out var field) ? field : fields.FirstOrDefault(other => other.Name == name)
            ),
        ];
        CheckFilled(header.Number, names, filled, template, errors);
        return new TableColumns(names, filled);
    }

    private static bool AreNames(TableRow header, string[] names, TableErrors errors)
    {
        var before = errors.Count;
        if (names.Length > ColumnsMax)
            errors.Add(
                header.Number,
                ColumnsMax + 1,
                null,
                $"The table has {names.Length} columns; {ColumnsMax} are allowed."
            );
        if (names is [var only] && FindDivider(only) is { } divider)
            errors.Add(
                header.Number,
                1,
                null,
                $"The cells are divided by {divider}. Save the table with commas between its cells."
            );
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < Math.Min(names.Length, ColumnsMax); index++)
        {
            var name = names[index];
            if (name.Length == 0)
                errors.Add(
                    header.Number,
                    index + 1,
                    null,
                    "The column has no name. Name it in the first row, or remove it."
                );
            else if (!seen.TryAdd(name, index + 1))
                errors.Add(
                    header.Number,
                    index + 1,
                    name,
                    $"Column {seen[name]} has the same name. Rename one of them."
                );
            else if (name.Any(char.IsControl) || name.Length > ColumnMap.NameCharactersMax)
                errors.Add(
                    header.Number,
                    index + 1,
                    null,
                    $"A column's name is 1 to {ColumnMap.NameCharactersMax} printable characters."
                );
        }

        return errors.Count == before;
    }

    private static string? FindDivider(string header)
    {
        if (header.Contains(';', StringComparison.Ordinal))
            return "semicolons";
        if (header.Contains('\t', StringComparison.Ordinal))
            return "tabs";
        return header.Contains('|', StringComparison.Ordinal) ? "bars" : null;
    }

    private static void CheckFilled(
        int row,
        string[] names,
        FillableField?[] filled,
        Template template,
        TableErrors errors
    )
    {
        var byField = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < filled.Length; index++)
        {
            if (filled[index] is { } field && !byField.TryAdd(field.Name, index))
                errors.Add(
                    row,
                    index + 1,
                    names[index],
                    $"Column {byField[field.Name] + 1} ({names[byField[field.Name]]}) goes to {field.Name} already. Leave one of them out."
                );
        }

        if (byField.Count == 0)
            errors.Add(
                row,
                null,
                null,
                $"No column is called as a field of {template.Name}. The first row names the columns, and case counts; or say which column goes where."
            );
    }
}
