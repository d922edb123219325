using System.Data.Common;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Copying;

/// <summary>One table from one database to another, and the proof that it is the same there.</summary>
internal static class TableCopy
{
    /// <summary>Rows that are written at a time.</summary>
    private const int RowsAtOnce = 5_000;

    /// <summary>Answers how many rows there are.</summary>
    /// <exception cref="DatabaseRefusedException">What was written is not what was read.</exception>
    public static async Task<long> RunAsync(
        IDatabase source,
        IDatabase target,
        TableToCopy table,
        CancellationToken cancellation
    )
    {
        var columns = await source.ReadAsync(table.ColumnsIn, cancellation);
        var targets = await target.ReadAsync(table.ColumnsIn, cancellation);
        var read = new TableDigest();
        await source.ReadAsync(
            connection =>
            {
                if (read.Rows > 0)
                    throw new StorageUnavailableException($"The source went away while {table.Name} was copied.");
                Copy(connection);
                return read.Rows;
            },
            cancellation
        );
        var written = await target.ReadAsync(connection => Digest(connection, table, targets), cancellation);
        return written.IsSameAs(read)
            ? read.Rows
            : throw new DatabaseRefusedException(
                $"The table {table.Name} is not the same after copying: {read.Rows} rows were read and {written.Rows} are there. "
                    + "Empty the target and copy again."
            );

        void Copy(DbConnection connection)
        {
            var slice = new List<object?[]>(RowsAtOnce);
            foreach (var row in Read(connection, table, columns))
            {
                read.Add(row);
                for (var index = 0; index < row.Length; index++)
                    row[index] = targets[index].Take(row[index]);
                slice.Add(row);
                if (slice.Count == RowsAtOnce)
                    Write(slice);
            }

            Write(slice);
        }

        // Reading waits for writing, on a thread that has nothing else to do: a slice is all that memory holds.
        void Write(List<object?[]> slice)
        {
            target.WriteAsync(connection => Insert(connection, slice), cancellation).GetAwaiter().GetResult();
            slice.Clear();
        }

        int Insert(DbConnection connection, List<object?[]> slice)
        {
            using var rows = RowSink.Into(connection, table.Name, [.. targets.Select(column => column.Name)]);
            foreach (var row in slice)
                rows.Add(row);
            rows.Finish();
            return slice.Count;
        }
    }

    private static TableDigest Digest(DbConnection connection, TableToCopy table, IReadOnlyList<Column> columns)
    {
        var digest = new TableDigest();
        foreach (var row in Read(connection, table, columns))
            digest.Add(row);
        return digest;
    }

    private static IEnumerable<object?[]> Read(
        DbConnection connection,
        TableToCopy table,
        IReadOnlyList<Column> columns
    )
    {
        using var command = connection.CreateCommand();
        command.CommandText = table.Select(columns);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[columns.Count];
            for (var ordinal = 0; ordinal < row.Length; ordinal++)
                row[ordinal] = reader.IsDBNull(ordinal) ? null : reader.GetValue(ordinal);
            yield return row;
        }
    }
}
