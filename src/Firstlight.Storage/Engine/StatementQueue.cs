using System.Data.Common;
using Npgsql;

namespace Firstlight.Storage.Engine;

/// <summary>
/// Statements of a unit of work whose outcome nobody waits for, in their order: on SQLite each runs when it is said, on PostgreSQL many travel
/// together. They have run when <see cref="Finish"/> has ended.
/// </summary>
internal abstract class StatementQueue : IDisposable
{
    public static StatementQueue On(DbConnection connection) =>
        connection is PostgresConnection postgres
            ? new PipelinedStatements(postgres)
            : new CompiledStatements(connection);

    /// <summary>Says <paramref name="sql"/>, a constant, in which <c>@p0</c>, <c>@p1</c>, … stand for <paramref name="values"/>.</summary>
    public abstract void Run(string sql, params ReadOnlySpan<object?> values);

    public abstract void Finish();

    public abstract void Dispose();
}
