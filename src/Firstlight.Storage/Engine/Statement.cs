using System.Data.Common;

namespace Firstlight.Storage.Engine;

/// <summary>One statement that runs many times within a unit of work: compiled once, its values exchanged.</summary>
internal abstract class Statement : IDisposable
{
    /// <summary>Compiles it.</summary>
    /// <param name="connection">The unit's connection.</param>
    /// <param name="sql">The statement; <c>@p0</c>, <c>@p1</c>, … stand for the values.</param>
    /// <param name="values">How many values it takes.</param>
    public static Statement On(DbConnection connection, string sql, int values) =>
        connection is KeepingConnection sqlite
            ? sqlite.TakeBound(sql, values)
            : new CommandStatement(connection, sql, values);

    /// <summary>Runs it with <paramref name="values"/>, null for NULL; returns how many rows it changed.</summary>
    public abstract int Execute(params ReadOnlySpan<object?> values);

    public abstract void Dispose();
}
