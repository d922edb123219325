using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Firstlight.Storage.Engine;

/// <summary>What a caller holds for one use of a compiled statement: from when it names the text until it is disposed.</summary>
internal sealed class KeptCommand(KeepingConnection connection) : ConnectionCommand(connection)
{
    private readonly KeepingConnection _connection = connection;
    private SqliteCommand? _command;

    [AllowNull]
    public override string CommandText
    {
        get => _command?.CommandText ?? "";
        set
        {
            GiveBack();
            _command = _connection.Take(value ?? "");
        }
    }

    protected override DbCommand Command =>
        _command ?? throw new InvalidOperationException("The command has no text yet.");

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            GiveBack();
        base.Dispose(disposing);
    }

    private void GiveBack()
    {
        if (_command is not null)
            _connection.GiveBack(_command);
        _command = null;
    }
}
