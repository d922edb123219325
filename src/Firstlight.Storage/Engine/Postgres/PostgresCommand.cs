using System.Data;
using System.Data.Common;
using Npgsql;

namespace Firstlight.Storage.Engine;

/// <summary>A command whose texts are written for PostgreSQL when it runs, and read back by its reader.</summary>
internal sealed class PostgresCommand(PostgresConnection connection, NpgsqlCommand command)
    : ConnectionCommand(connection)
{
    protected override DbCommand Command => command;

    public override int ExecuteNonQuery() => Ready().ExecuteNonQuery();

    public override object? ExecuteScalar() =>
        Ready().ExecuteScalar() is var value && value is string text ? PostgresText.Read(text) : value;

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        new PostgresReader(Ready().ExecuteReader(behavior));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            command.Dispose();
        base.Dispose(disposing);
    }

    private NpgsqlCommand Ready()
    {
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text && PostgresText.Write(text) is var written && written != text)
                parameter.Value = written;
        }

        return command;
    }
}
