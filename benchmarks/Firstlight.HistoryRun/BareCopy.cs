using Dapper;
using Npgsql;

namespace Firstlight.HistoryRun;

/// <summary>What PostgreSQL gives at most: one COPY a batch, into a table and indexes of the same shape.</summary>
internal sealed class BareCopy : IPoints
{
    private readonly NpgsqlConnection _connection;

    public BareCopy(string settings)
    {
        _connection = new NpgsqlConnection(settings);
        _connection.Open();
        _connection.Execute(
            """
            CREATE SEQUENCE bare_id;
            CREATE TABLE bare (
                id BIGINT NOT NULL DEFAULT nextval('bare_id'), device_id BIGINT NOT NULL, pin BIGINT NOT NULL, at BIGINT NOT NULL,
                value TEXT COLLATE "C" NOT NULL
            );
            CREATE INDEX bare_by_pin ON bare (device_id, pin, at, id);
            CREATE INDEX bare_by_id ON bare USING brin (id);
            """
        );
    }

    public async Task AppendAsync(IReadOnlyList<Point> points, CancellationToken cancellation)
    {
        await using var rows = await _connection.BeginBinaryImportAsync(
            "COPY bare (device_id, pin, at, value) FROM STDIN (FORMAT BINARY)",
            cancellation
        );
        foreach (var point in points)
            await rows.WriteRowAsync(cancellation, point.Device, point.Pin, point.At, point.Value);
        await rows.CompleteAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.ExecuteAsync("DROP TABLE bare; DROP SEQUENCE bare_id");
        await _connection.DisposeAsync();
    }
}
