using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Firstlight.Storage.Engine;

/// <summary>A bounded number of read-only connections, opened when first needed and kept.</summary>
/// <remarks>
/// A query runs on its caller's thread. SQLite has no asynchronous reads; ours are index look-ups and short ranges, some
/// tens of microseconds from memory, less than a change of threads costs when the machine is busy. Readers never wait
/// for the writer (WAL).
/// </remarks>
internal sealed class ReaderPool(Func<SqliteConnection> open) : IReaders
{
    /// <summary>Queries at once; more wait, in order.</summary>
    public const int ReadersMax = 8;

    private readonly SemaphoreSlim _places = new(ReadersMax, ReadersMax);
    private readonly ConcurrentStack<SqliteConnection> _idle = new();
    private volatile bool _closed;

    public async Task<T> ReadAsync<T>(Func<DbConnection, T> query, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            if (_closed)
                throw StorageFaults.NotOpen();
            return Read(query);
        }
        finally
        {
            _places.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        for (var place = 0; place < ReadersMax; place++)
            await _places.WaitAsync(CancellationToken.None);
        while (_idle.TryPop(out var connection))
            await connection.DisposeAsync();
        _places.Release(ReadersMax);
    }

    private T Read<T>(Func<DbConnection, T> query)
    {
        SqliteConnection? connection = null;
        var usable = false;
        try
        {
            if (!_idle.TryPop(out connection))
                connection = open();
            var answer = query(connection);
            usable = true;
            return answer;
        }
        catch (DbException fault)
        {
            throw StorageFaults.Unavailable(fault);
        }
        finally
        {
            // After a fault the connection is not trusted again.
            if (usable)
                _idle.Push(connection!);
            else
                connection?.Dispose();
        }
    }
}
