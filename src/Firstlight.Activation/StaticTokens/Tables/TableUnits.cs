using System.Runtime.CompilerServices;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>The units of a table that was checked.</summary>
internal static class TableUnits
{
    /// <summary>An empty line, as many programs leave one at the end. It is no unit.</summary>
    public static bool IsBlank(TableRow row) =>
        row.Faults.Count == 0 && row.Cells.All(cell => cell.Length == 0) && row.Cells.Count <= 1;

    /// <summary>What each row says of its token.</summary>
    /// <exception cref="StorageUnavailableException">The table is not what was checked.</exception>
    public static async IAsyncEnumerable<StagedUnit> ReadAsync(
        StaticBatch batch,
        IUnitTable table,
        TableColumns columns,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var number = 0;
        var isHeader = true;
        await foreach (var row in table.ReadAsync(cancellation))
        {
            if (!isHeader && !IsBlank(row))
                yield return UnitOf(batch.TokenAt(++number), row, columns);
            isHeader = false;
        }

        if (number != batch.Count)
            throw Changed();
    }

    private static StagedUnit UnitOf(StaticTokenId token, TableRow row, TableColumns columns)
    {
        if (row.Faults.Count > 0 || row.Cells.Count != columns.Fields.Count)
            throw Changed();
        string? name = null;
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < row.Cells.Count; index++)
        {
            if (columns.Fields[index] is not { } field)
                continue;
            var taken = field.Take(row.Cells[index]);
            if (!taken.Succeeded)
                throw Changed();
            if (taken.Value.Length == 0)
                continue;
            if (field.IsDeviceName)
                name = taken.Value;
            else
                metadata[field.Name] = taken.Value;
        }

        return new StagedUnit(token, name, metadata);
    }

    private static StorageUnavailableException Changed() => new("The stored table changed while it was read.");
}
