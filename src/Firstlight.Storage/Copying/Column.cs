namespace Firstlight.Storage.Copying;

/// <summary>A column, and as what its engine gives its values.</summary>
internal sealed record Column(string Name, Type Type)
{
    /// <summary>A value of the other engine as this column takes it: SQLite has numbers where PostgreSQL has truth.</summary>
    public object? Take(object? value) =>
        value switch
        {
            long number when Type == typeof(bool) => number != 0,
            long number when Type == typeof(double) => (double)number,
            bool truth when Type == typeof(long) => truth ? 1L : 0L,
            _ => value,
        };
}
