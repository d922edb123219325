using Npgsql;

namespace Firstlight.Storage.Engine;

/// <summary>
/// Rows by <c>COPY</c>. They are gathered first, because the connection can do nothing else while it runs; what a unit adds is bounded by who makes
/// the unit.
/// </summary>
internal sealed class CopiedRows(PostgresConnection connection, string table, string[] columns) : RowSink
{
    private readonly List<object?[]> _rows = [];

    public override void Add(params ReadOnlySpan<object?> values) => _rows.Add(values.ToArray());

    public override void Finish()
    {
        if (_rows.Count == 0)
            return;
        using var importer = connection.Inner.BeginBinaryImport(
            $"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)"
        );
        foreach (var row in _rows)
        {
            importer.StartRow();
            foreach (var value in row)
                Write(importer, value);
        }

        importer.Complete();
        _rows.Clear();
    }

    public override void Dispose() => _rows.Clear();

    private static void Write(NpgsqlBinaryImporter importer, object? value)
    {
        if (value is null or DBNull)
            importer.WriteNull();
        else if (value is string text)
            importer.Write(PostgresText.Write(text));
        else
            importer.Write(value);
    }
}
