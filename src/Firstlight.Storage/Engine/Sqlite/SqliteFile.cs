using Dapper;
using Microsoft.Data.Sqlite;

namespace Firstlight.Storage.Engine;

/// <summary>How connections to one database file are opened.</summary>
internal sealed class SqliteFile(string path)
{
    /// <summary>How long to wait while another program, such as a backup, holds the file. In seconds.</summary>
    private const int BusySeconds = 5;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public SqliteConnection OpenWriter()
    {
        CreateForOwnerOnly();
        return Open(
            SqliteOpenMode.ReadWriteCreate,
            // WAL lets readers go on while we write; FULL makes each commit wait for the disk. What a savepoint needs to
            // undo stays in memory: by default it is written to a file, page by page.
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -32000;
            PRAGMA journal_size_limit = 64000000;
            """
        );
    }

    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly, "PRAGMA cache_size = -8000;");

    /// <summary>A new database is read by nobody else; SQLite gives the files beside it the same rights. Old ones keep theirs.</summary>
    private void CreateForOwnerOnly()
    {
        // Opening it once more while SQLite has it open would, on closing, end SQLite's own locks.
        if (OperatingSystem.IsWindows() || File.Exists(Path))
            return;
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        new FileStream(Path, options).Dispose();
    }

    private SqliteConnection Open(SqliteOpenMode mode, string pragmas)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = mode,
            // Connections are kept here; a second pool would keep the file open after we closed it.
            Pooling = false,
            DefaultTimeout = BusySeconds,
        };
        var connection = new KeepingConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA trusted_schema = OFF; {pragmas}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
