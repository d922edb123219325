using Dapper;

namespace Firstlight.Storage.Engine;

/// <summary>
/// Hands out numbers from blocks that were reserved on disk first: no number costs a commit of its own, and none is given
/// twice. What is left of a block when the program ends is never used.
/// </summary>
internal sealed class IdBlock(IDatabase database, string counter) : IDisposable
{
    /// <summary>Numbers per reservation.</summary>
    public const int Size = 100;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _next;
    private long _end;

    public async Task<long> NextAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_next == _end)
            {
                _next = await ReserveAsync(cancellation);
                _end = _next + Size;
            }

            return _next++;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private Task<long> ReserveAsync(CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.ExecuteScalar<long>(
                    "UPDATE counter SET next = next + @Size WHERE name = @counter RETURNING next - @Size",
                    new { Size, counter }
                ),
            cancellation
        );
}
