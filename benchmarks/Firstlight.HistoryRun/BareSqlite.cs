using Dapper;
using Microsoft.Data.Sqlite;

namespace Firstlight.HistoryRun;

/// <summary>What SQLite gives at most: one statement, compiled once, into a table and an index of the same shape.</summary>
internal sealed class BareSqlite : IPoints
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("firstlight-bare-");
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public BareSqlite()
    {
        _connection = new SqliteConnection($"Data Source={_folder.FullName}/bare.db;Pooling=False");
        _connection.Open();
        _connection.Execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA cache_size = -32000;
            CREATE TABLE history (
                id INTEGER PRIMARY KEY AUTOINCREMENT, device_id INTEGER NOT NULL, pin INTEGER NOT NULL, at INTEGER NOT NULL, value TEXT NOT NULL
            );
            CREATE INDEX history_by_pin ON history (device_id, pin, at, id);
            """
        );
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO history (device_id, pin, at, value) VALUES (@device, @pin, @at, @value)";
        foreach (var name in (string[])["@device", "@pin", "@at", "@value"])
            _insert.Parameters.Add(new SqliteParameter { ParameterName = name });
    }

    public Task AppendAsync(IReadOnlyList<Point> points, CancellationToken cancellation)
    {
        Append(points);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _connection.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Append(IReadOnlyList<Point> points)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        foreach (var point in points)
        {
            _insert.Parameters[0].Value = point.Device;
            _insert.Parameters[1].Value = point.Pin;
            _insert.Parameters[2].Value = point.At;
            _insert.Parameters[3].Value = point.Value;
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
