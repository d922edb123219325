using Microsoft.Extensions.Logging;
using Npgsql;

namespace Firstlight.Storage.Engine;

/// <summary>One PostgreSQL database.</summary>
internal sealed class PostgresDatabase(
    PostgresServer server,
    TimeProvider time,
    ILogger<PostgresDatabase> logger,
    StorageMetrics? metrics = null
) : Database(server.Name, Dialect, time, logger, metrics)
{
    public const string Dialect = "Postgres";

    private readonly PostgresServer _server = server;
    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;

    public PostgresDatabase(
        string settings,
        TimeProvider time,
        ILogger<PostgresDatabase> logger,
        StorageMetrics? metrics = null
    )
        : this(new PostgresServer(settings), time, logger, metrics) { }

    public override void Open(IReadOnlyList<Migration> migrations)
    {
        PostgresConnection? connection = null;
        try
        {
            connection = _server.OpenWriter();
            CheckServer(connection.Server);
            Lock(connection);
            var version = new Migrator(migrations, _time, _logger).Migrate(PlaceOf(connection));
            var lease = new WriterLease(_server.Name);
            lease.Begin(connection);
            Begin(
                version,
                new PostgresReaders(_server, _time),
                new PostgresWriteSession(_server, connection, lease, _time, _logger)
            );
        }
        catch (Exception fault)
        {
            connection?.Dispose();
            if (fault is NpgsqlException)
                throw new DatabaseRefusedException($"{_server.Name} cannot be opened: {fault.Message}", fault);
            throw;
        }
    }

    protected override void Release() => _server.Dispose();

    private void CheckServer(ServerState server)
    {
        if (!server.Syncs)
            Log.NotDurable(_logger, _server.Name, "fsync");
    }

    private void Lock(PostgresConnection connection)
    {
        try
        {
            WriterLease.Lock(connection);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new DatabaseRefusedException(
                $"Another Firstlight uses {_server.Name}. Stop it first, or give this one a database of its own.",
                fault
            );
        }
    }

    private SchemaPlace PlaceOf(PostgresConnection connection) =>
        new(
            connection,
            _server.Name,
            "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()",
            "Choose an empty database."
        );
}
