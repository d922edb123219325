namespace Firstlight.Webhooks;

/// <summary>Changes one after the other: each is read, checked and written as one, so that none overwrites another.</summary>
internal sealed class ChangeTurn : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<Held> TakeAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        return new Held(_gate);
    }

    public void Dispose() => _gate.Dispose();

    public readonly struct Held(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
