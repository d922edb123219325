using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Firstlight.Storage.Engine;

/// <summary>A connection to PostgreSQL whose commands and readers carry every text: see <see cref="PostgresText"/>.</summary>
internal sealed class PostgresConnection(NpgsqlConnection connection) : DbConnection
{
    /// <summary>The connection itself, for what only PostgreSQL has.</summary>
    public NpgsqlConnection Inner => connection;

    /// <summary>What the server said when the connection was opened.</summary>
    public ServerState Server { get; set; } = new();

    [AllowNull]
    public override string ConnectionString
    {
        get => connection.ConnectionString;
        set => throw new NotSupportedException("The connection is made by its server.");
    }

    public override string Database => connection.Database;

    public override string DataSource => connection.DataSource;

    public override string ServerVersion => connection.ServerVersion;

    public override ConnectionState State => connection.State;

    public override void ChangeDatabase(string databaseName) =>
        throw new NotSupportedException("The connection belongs to one database.");

    /// <summary>Dapper opens what it finds closed. One that broke has lost its transaction and the lock: it stays closed.</summary>
    public override void Open() => throw new NpgsqlException("The connection is lost.");

    public override void Close() => connection.Close();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        connection.BeginTransaction(isolationLevel);

    protected override DbCommand CreateDbCommand() => new PostgresCommand(this, connection.CreateCommand());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            connection.Dispose();
        base.Dispose(disposing);
    }
}
