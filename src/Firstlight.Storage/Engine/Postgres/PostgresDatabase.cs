using Microsoft.Extensions.Logging;
using Npgsql;

namespace Firstlight.Storage.Engine;

/// <summary>One PostgreSQL database.</summary>
internal sealed class PostgresDatabase(
    PostgresServer server,
    WriteRight right,
    TimeProvider time,
    ILogger<PostgresDatabase> logger,
    StorageMetrics? metrics = null
) : Database(server.Name, Dialect, time, logger, metrics)
{
    public const string Dialect = "Postgres";

    private readonly PostgresServer _server = server;
    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;

    /// <summary>For a program alone.</summary>
    public PostgresDatabase(
        string settings,
        TimeProvider time,
        ILogger<PostgresDatabase> logger,
        StorageMetrics? metrics = null
    )
        : this(new PostgresServer(settings), time, logger, metrics) { }

    /// <inheritdoc cref="PostgresDatabase(string, TimeProvider, ILogger{PostgresDatabase}, StorageMetrics)" />
    public PostgresDatabase(
        PostgresServer server,
        TimeProvider time,
        ILogger<PostgresDatabase> logger,
        StorageMetrics? metrics = null
    )
        : this(server, new WriterLease(server.Name), time, logger, metrics) { }

    /// <summary>For one of several nodes.</summary>
    public static PostgresDatabase Shared(string settings, TimeProvider time, ILogger<PostgresDatabase> logger)
    {
        var server = new PostgresServer(settings);
        return new PostgresDatabase(server, new SharedTurn(server.Name), time, logger);
    }

    public override void Open(IReadOnlyList<Migration> migrations)
    {
        PostgresConnection? connection = null;
        try
        {
            connection = _server.OpenWriter();
            CheckServer(connection.Server);
            Lock(connection);
            var migrator = new Migrator(migrations, _time, _logger);
            var version = WriteRight.ChangeTables(connection, () => migrator.Migrate(PlaceOf(connection)));
            right.Begin(connection);
            Begin(
                version,
                new PostgresReaders(_server, _time),
                new PostgresWriteSession(_server, connection, right, _time, _logger)
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
            right.Lock(connection);
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
