using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Firstlight.Storage.Engine;

/// <summary>The life that every engine has: closed, then open until it is closed for good.</summary>
internal abstract class Database(
    string name,
    string dialect,
    TimeProvider time,
    ILogger logger,
    StorageMetrics? metrics
) : IEngine
{
    private IReaders? _readers;
    private volatile GroupCommitWriter? _writer;
    private int _closed;

    /// <summary>The writer while the database is open.</summary>
    public GroupCommitWriter? Writer => _writer;

    public bool IsFailing => _writer is { IsFailing: true };

    public void Open() => Open(Migration.InProgram(dialect));

    public abstract void Open(IReadOnlyList<Migration> migrations);

    public async Task CloseAsync()
    {
        if (_writer is null || Interlocked.Exchange(ref _closed, 1) == 1)
            return;
        // Readers first: on SQLite the last connection to close tidies the write-ahead log away, and only the writer's may.
        await _readers!.DisposeAsync();
        await _writer.StopAsync();
        Release();
        Log.Closed(logger, name);
    }

    public ValueTask DisposeAsync() => new(CloseAsync());

    public Task<T> WriteAsync<T>(Func<DbConnection, T> work, CancellationToken cancellation) =>
        _writer is { } writer ? writer.WriteAsync(work, cancellation) : Task.FromException<T>(StorageFaults.NotOpen());

    public Task<T> ReadAsync<T>(Func<DbConnection, T> query, CancellationToken cancellation) =>
        _writer is not null ? _readers!.ReadAsync(query, cancellation) : Task.FromException<T>(StorageFaults.NotOpen());

    /// <summary>The database is open from here on.</summary>
    protected void Begin(int version, IReaders readers, IWriteSession session)
    {
        _readers = readers;
        var writer = new GroupCommitWriter(session, time, logger, metrics: metrics);
        writer.Start();
        metrics?.Watch(() => writer.Waiting);
        _writer = writer;
        Log.Opened(logger, name, version);
    }

    /// <summary>Gives back what kept others out, when nobody reads or writes any more.</summary>
    protected abstract void Release();
}
