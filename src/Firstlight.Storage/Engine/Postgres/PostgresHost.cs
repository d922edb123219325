using Dapper;
using Npgsql;

namespace Firstlight.Storage.Engine;

/// <summary>One server of those that the settings name, and how connections to it are opened.</summary>
internal sealed class PostgresHost : IDisposable
{
    /// <summary>The oldest version that is tested, as the server counts it.</summary>
    private const int VersionMin = 150_000;

    /// <summary>Statements a connection keeps prepared; the stores have fewer.</summary>
    private const int StatementsMax = 256;

    // How long to wait for a connection, for what is read, and for what is written: a machine that is short of everything may take
    // half a minute for one fsync, and what was given up then would have to be done again. In seconds.
    public const int ConnectSeconds = 5;
    public const int ReadSeconds = 15;
    public const int WriteSeconds = 60;

    // Both ends notice within some 25 seconds that the other has vanished: a lost machine does not hold the lock for ever.
    private const int KeepAliveSeconds = 10;
    private const int KeepAliveIntervalSeconds = 5;
    private const string SetUp = """
        SET tcp_keepalives_idle = 10;
        SET tcp_keepalives_interval = 5;
        SET tcp_keepalives_count = 3;
        SELECT current_setting('server_version_num')::int AS Version, pg_is_in_recovery() AS IsStandby,
            current_setting('fsync')::bool AS Syncs, current_setting('synchronous_commit') <> 'off' AS WaitsForDisk,
            CASE WHEN pg_is_in_recovery() THEN 0
                ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int::bigint END AS Timeline
        """;

    private readonly NpgsqlDataSource _reading;
    private readonly NpgsqlDataSource _writing;

    public PostgresHost(string host, NpgsqlConnectionStringBuilder settings, int writeSeconds)
    {
        Name = host;
        _reading = Build(host, settings, ReadSeconds);
        _writing = Build(host, settings, writeSeconds);
    }

    public string Name { get; }

    public PostgresConnection OpenReader() => Open(_reading);

    public PostgresConnection OpenWriter() => Open(_writing);

    public void Dispose()
    {
        _reading.Dispose();
        _writing.Dispose();
    }

    private PostgresConnection Open(NpgsqlDataSource source)
    {
        var connection = new PostgresConnection(source.OpenConnection());
        try
        {
            connection.Server = connection.QuerySingle<ServerState>(SetUp, commandTimeout: ConnectSeconds);
            if (!connection.Server.WaitsForDisk)
                connection.Execute("SET synchronous_commit = on");
            if (connection.Server.Version < VersionMin)
                throw new DatabaseRefusedException(
                    $"{Name} is PostgreSQL {connection.ServerVersion}; Firstlight needs 15 or newer."
                );
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static NpgsqlDataSource Build(string host, NpgsqlConnectionStringBuilder all, int answerSeconds)
    {
        var settings = new NpgsqlConnectionStringBuilder(all.ConnectionString)
        {
            Host = host,
            ApplicationName = all.ApplicationName ?? "Firstlight",
            // The writer and each reader keep theirs. A pool would keep one that was given up, and with it the writer's lock.
            Pooling = false,
            MaxAutoPrepare = StatementsMax,
            AutoPrepareMinUsages = 2,
            Timeout = ConnectSeconds,
            CommandTimeout = answerSeconds,
            // A commit that waits for a stand-by and is called off counts as done on the server: never go on with such a connection.
            CancellationTimeout = -1,
            // A socket file has no network in between.
            TcpKeepAlive = host is not ['/', ..],
            TargetSessionAttributes = null,
            // Details of an error quote values.
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
        };
        if (settings.TcpKeepAlive)
        {
            settings.TcpKeepAliveTime = KeepAliveSeconds;
            settings.TcpKeepAliveInterval = KeepAliveIntervalSeconds;
        }

        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
