namespace Firstlight.Fleet;

/// <summary>Ends work that no single caller owns when the fleet stops.</summary>
internal sealed class FleetLifetime : IDisposable
{
    private readonly CancellationTokenSource _ended = new();

    public CancellationToken Ended => _ended.Token;

    public void End() => _ended.Cancel();

    public void Dispose() => _ended.Dispose();
}
