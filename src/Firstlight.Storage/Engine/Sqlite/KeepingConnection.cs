using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Firstlight.Storage.Engine;

/// <summary>
/// A connection that keeps the statements it has compiled. To run one of ours costs a few microseconds, to compile it many
/// times that, and the stores make a new command for each call.
/// </summary>
internal sealed class KeepingConnection(string settings) : SqliteConnection(settings)
{
    /// <summary>Statements kept; the stores have fewer. When it is full all are forgotten and compiled again as needed.</summary>
    public const int StatementsMax = 200;

    private readonly Dictionary<string, SqliteCommand> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BoundStatement> _bound = new(StringComparer.Ordinal);

    /// <summary>Statements that are compiled and not in use.</summary>
    public int Kept => _kept.Count + _bound.Count;

    /// <summary>The statement <paramref name="sql"/>, for as many values. Whoever takes it disposes of it, which gives it back.</summary>
    public BoundStatement TakeBound(string sql, int values) =>
        _bound.Remove(sql, out var statement) ? statement : new BoundStatement(this, sql, values);

    public void GiveBack(BoundStatement statement)
    {
        MakeRoom();
        if (!_bound.TryAdd(statement.Sql, statement))
            statement.Forget();
    }

    /// <summary>The command for <paramref name="sql"/>, without parameters. Whoever takes it gives it back.</summary>
    public SqliteCommand Take(string sql)
    {
        if (!_kept.Remove(sql, out var command))
        {
            command = CreateCommand();
            command.CommandText = sql;
        }

        command.Transaction = Transaction;
        return command;
    }

    public void GiveBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        MakeRoom();
        // Two of one text in use at once: one is enough.
        if (!_kept.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    protected override DbCommand CreateDbCommand() => new KeptCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Forget();
        base.Dispose(disposing);
    }

    private void MakeRoom()
    {
        if (Kept == StatementsMax)
            Forget();
    }

    private void Forget()
    {
        foreach (var (_, command) in _kept)
            command.Dispose();
        _kept.Clear();
        foreach (var (_, statement) in _bound)
            statement.Forget();
        _bound.Clear();
    }
}
