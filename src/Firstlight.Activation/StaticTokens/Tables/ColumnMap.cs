using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>Which columns go elsewhere than their names say: pairs <c>Column:Field</c>, and <c>Column:</c> for nowhere.</summary>
internal static class ColumnMap
{
    public const int NameCharactersMax = 255;

    /// <summary>What was said of each column; what is wrong goes to <paramref name="errors"/>.</summary>
    public static IReadOnlyDictionary<string, FillableField?> Read(
        int row,
        IReadOnlyList<string> names,
        IReadOnlyList<FillableField> fields,
        IReadOnlyList<string> map,
        TableErrors errors
    )
    {
        var read = new Dictionary<string, FillableField?>(StringComparer.Ordinal);
        foreach (var pair in map)
        {
            // A name may have a colon of its own: the longest column that fits is meant.
            var column = names
                .Where(name => pair.StartsWith(name + ":", StringComparison.Ordinal))
                .MaxBy(name => name.Length);
            if (column is null)
            {
                errors.Add(
                    row,
                    null,
                    null,
                    $"'{Shown(pair)}' names no column. Say Column:Field with the column as the first row has it."
                );
                continue;
            }

            var place = names.Index().First(name => name.Item == column).Index + 1;
            var wanted = pair[(column.Length + 1)..];
            var field = fields.FirstOrDefault(other => other.Name == wanted);
            if (wanted.Length > 0 && field is null)
                errors.Add(row, place, column, $"There is no field '{Shown(wanted)}' to fill. Case counts.");
            else if (!read.TryAdd(column, field))
                errors.Add(row, place, column, "The column is mapped twice.");
        }

        return read;
    }

    private static string Shown(string text) =>
        text.Length <= NameCharactersMax ? text : string.Concat(text.AsSpan(0, NameCharactersMax), "…");
}
