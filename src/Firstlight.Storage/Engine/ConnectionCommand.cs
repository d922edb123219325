using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Storage.Engine;

/// <summary>A driver's command as one of our connections gives it out: it stays with the connection and its transaction.</summary>
internal abstract class ConnectionCommand(DbConnection connection) : DbCommand
{
    [AllowNull]
    public override string CommandText
    {
        get => Command.CommandText;
        set => Command.CommandText = value;
    }

    public override int CommandTimeout
    {
        get => Command.CommandTimeout;
        set => Command.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set => Command.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <summary>The driver's own.</summary>
    protected abstract DbCommand Command { get; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("The command belongs to its connection.");
    }

    protected override DbParameterCollection DbParameterCollection => Command.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => Command.Transaction;
        set
        {
            // A connection has at most one, and every command taken from it is in that one.
        }
    }

    public override void Cancel() => Command.Cancel();

    public override int ExecuteNonQuery() => Command.ExecuteNonQuery();

    public override object? ExecuteScalar() => Command.ExecuteScalar();

    public override void Prepare() => Command.Prepare();

    protected override DbParameter CreateDbParameter() => Command.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Command.ExecuteReader(behavior);
}
