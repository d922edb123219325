using System.Data.Common;

namespace Firstlight.Storage.Engine;

/// <summary>Rows by a statement that is compiled once.</summary>
internal sealed class InsertedRows(DbConnection connection, string table, string[] columns) : RowSink
{
    private readonly Statement _insert = Statement.On(
        connection,
        $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, index) => $"@p{index}"))})",
        columns.Length
    );

    public override void Add(params ReadOnlySpan<object?> values) => _insert.Execute(values);

    public override void Finish()
    {
        // Each row is there already.
    }

    public override void Dispose() => _insert.Dispose();
}
