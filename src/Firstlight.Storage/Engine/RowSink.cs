using System.Data.Common;

namespace Firstlight.Storage.Engine;

/// <summary>
/// Rows that a unit of work adds to one table, in the way the engine takes many of them best: SQLite one statement each, compiled
/// once; PostgreSQL all in one <c>COPY</c>. They are there when <see cref="Finish"/> has ended.
/// </summary>
internal abstract class RowSink : IDisposable
{
    public static RowSink Into(DbConnection connection, string table, params string[] columns) =>
        connection is PostgresConnection postgres
            ? new CopiedRows(postgres, table, columns)
            : new InsertedRows(connection, table, columns);

    /// <summary>Adds a row: a value for each column, null for NULL.</summary>
    public abstract void Add(params ReadOnlySpan<object?> values);

    public abstract void Finish();

    public abstract void Dispose();
}
