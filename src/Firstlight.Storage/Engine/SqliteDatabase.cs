using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Firstlight.Storage.Engine;

/// <summary>One SQLite file: closed, then open until it is closed for good.</summary>
internal sealed class SqliteDatabase(string path, TimeProvider time, ILogger<SqliteDatabase> logger)
    : IDatabase,
        IAsyncDisposable
{
    private const string Dialect = "Sqlite";

    private readonly SqliteFile _file = new(path);
    private DataFolderLock? _lock;
    private ReaderPool? _readers;
    private volatile GroupCommitWriter? _writer;
    private int _closed;

    /// <summary>The writer while the database is open.</summary>
    public GroupCommitWriter? Writer => _writer;

    /// <summary>Locks, opens and migrates.</summary>
    /// <exception cref="DatabaseRefusedException">The program must not start on this database.</exception>
    public void Open() => Open(Migration.InProgram(Dialect));

    public void Open(IReadOnlyList<Migration> migrations)
    {
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
            _lock = DataFolderLock.Take(_file.Path);
            connection = _file.OpenWriter();
            var version = new Migrator(migrations, time, logger).Migrate(connection);
            _readers = new ReaderPool(_file.OpenReader);
            _writer = new GroupCommitWriter(connection, logger);
            _writer.Start();
            Log.Opened(logger, _file.Path, version);
        }
        catch (Exception fault)
        {
            connection?.Dispose();
            _lock?.Dispose();
            if (fault is SqliteException or IOException or UnauthorizedAccessException)
                throw Refused(fault);
            throw;
        }
    }

    /// <summary>Writes what waits and closes. Calls after it are refused.</summary>
    public async Task CloseAsync()
    {
        if (_writer is null || Interlocked.Exchange(ref _closed, 1) == 1)
            return;
        // Readers first: the last connection to close tidies the write-ahead log away, and only the writer's may.
        await _readers!.DisposeAsync();
        await _writer.StopAsync();
        _lock!.Dispose();
        Log.Closed(logger, _file.Path);
    }

    public ValueTask DisposeAsync() => new(CloseAsync());

    public Task<T> WriteAsync<T>(Func<DbConnection, T> work, CancellationToken cancellation) =>
        _writer is { } writer ? writer.WriteAsync(work, cancellation) : Task.FromException<T>(StorageFaults.NotOpen());

    public Task<T> ReadAsync<T>(Func<DbConnection, T> query, CancellationToken cancellation) =>
        _writer is not null ? _readers!.ReadAsync(query, cancellation) : Task.FromException<T>(StorageFaults.NotOpen());

    private DatabaseRefusedException Refused(Exception fault)
    {
        const int notADatabase = 26;
        var sentence = fault is SqliteException { SqliteErrorCode: notADatabase }
            ? $"{_file.Path} is not a database. Restore a backup, or move that file away to begin anew."
            : $"The database {_file.Path} cannot be opened: {fault.Message}";
        return new DatabaseRefusedException(sentence, fault);
    }
}
