using Microsoft.Data.Sqlite;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>
/// Another program in the middle of writing to the cloud's database: as long as this lives, nothing of the cloud's reaches
/// the disk. Reads go on, as they do on a disk that is only slow.
/// </summary>
internal sealed class DatabaseHold : IDisposable
{
    private readonly SqliteConnection _connection;

    private DatabaseHold(SqliteConnection connection) => _connection = connection;

    public static DatabaseHold Take(string dataFolder)
    {
        var connection = Open(dataFolder);
        Execute(connection, "PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE");
        return new DatabaseHold(connection);
    }

    /// <summary>Changes the database behind the cloud's back.</summary>
    public static void Change(string dataFolder, string sql)
    {
        using var connection = Open(dataFolder);
        Execute(connection, sql);
    }

    public void Dispose()
    {
        Execute(_connection, "ROLLBACK");
        _connection.Dispose();
    }

    private static SqliteConnection Open(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "firstlight.db");
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false };
        var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        return connection;
    }

#pragma warning disable CA2100 // The statements are the tests' own.
    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
