using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Firstlight.Storage.Engine;

/// <summary>One SQLite file.</summary>
internal sealed class SqliteDatabase(
    SqliteFile file,
    TimeProvider time,
    ILogger<SqliteDatabase> logger,
    StorageMetrics? metrics = null
) : Database(file.Path, "Sqlite", time, logger, metrics)
{
    private readonly SqliteFile _file = file;
    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private DataFolderLock? _lock;

    public SqliteDatabase(
        string path,
        TimeProvider time,
        ILogger<SqliteDatabase> logger,
        StorageMetrics? metrics = null
    )
        : this(new SqliteFile(path), time, logger, metrics) { }

    public override void Open(IReadOnlyList<Migration> migrations)
    {
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
            _lock = DataFolderLock.Take(_file.Path);
            connection = _file.OpenWriter();
            var version = new Migrator(migrations, _time, _logger).Migrate(PlaceOf(connection));
            Begin(version, new ReaderPool(_file.OpenReader), new SqliteWriteSession(connection));
        }
        catch (Exception fault)
        {
            connection?.Dispose();
            Release();
            if (fault is SqliteException or IOException or UnauthorizedAccessException)
                throw Refused(fault);
            throw;
        }
    }

    protected override void Release() => _lock?.Dispose();

    private SchemaPlace PlaceOf(SqliteConnection connection) =>
        new(
            connection,
            _file.Path,
            "SELECT name FROM sqlite_master WHERE type = 'table'",
            "Choose another data folder, or move that file away."
        );

    private DatabaseRefusedException Refused(Exception fault)
    {
        const int notADatabase = 26;
        var sentence = fault is SqliteException { SqliteErrorCode: notADatabase }
            ? $"{_file.Path} is not a database. Restore a backup, or move that file away to begin anew."
            : $"The database {_file.Path} cannot be opened: {fault.Message}";
        return new DatabaseRefusedException(sentence, fault);
    }
}
