using System.Data.Common;

namespace Firstlight.Storage.Engine;

/// <summary>Statements that run at once, each compiled when it is first said.</summary>
internal sealed class CompiledStatements(DbConnection connection) : StatementQueue
{
    private readonly Dictionary<string, Statement> _compiled = new(ReferenceEqualityComparer.Instance);

    public override void Run(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_compiled.TryGetValue(sql, out var statement))
            _compiled.Add(sql, statement = Statement.On(connection, sql, values.Length));
        statement.Execute(values);
    }

    public override void Finish()
    {
        // Each has run already.
    }

    public override void Dispose()
    {
        foreach (var statement in _compiled.Values)
            statement.Dispose();
    }
}
