using System.Data.Common;

namespace Firstlight.Storage.Engine;

/// <summary>One statement that runs many times within a unit of work: compiled once, its values exchanged.</summary>
internal sealed class Statement : IDisposable
{
    private readonly DbCommand _command;

    /// <param name="connection">The unit's connection.</param>
    /// <param name="sql">The statement; <c>@p0</c>, <c>@p1</c>, … stand for the values.</param>
    /// <param name="values">How many values it takes.</param>
    public Statement(DbConnection connection, string sql, int values)
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

    /// <summary>Runs it with <paramref name="values"/>, null for NULL; returns how many rows it changed.</summary>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Take(values);
        return _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();

    private void Take(ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
            _command.Parameters[index].Value = values[index] ?? DBNull.Value;
    }
}
