using System.Data.Common;

namespace Firstlight.Storage.Engine;

/// <summary>A statement as a command of the engine's driver.</summary>
internal sealed class CommandStatement : Statement
{
    private readonly DbCommand _command;

    public CommandStatement(DbConnection connection, string sql, int values)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var index = 0; index < values; index++)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = $"@p{index}";
            _command.Parameters.Add(parameter);
        }
    }

    public override int Execute(params ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
            _command.Parameters[index].Value = values[index] ?? DBNull.Value;
        return _command.ExecuteNonQuery();
    }

    public override void Dispose() => _command.Dispose();
}
