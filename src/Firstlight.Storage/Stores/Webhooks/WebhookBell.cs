namespace Firstlight.Storage.Stores;

/// <summary>Tells that messages were queued; any number of rings before a wait count as one.</summary>
internal sealed class WebhookBell : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        lock (_gate)
        {
            if (_rung.CurrentCount == 0)
                _rung.Release();
        }
    }

    public Task WaitAsync(CancellationToken cancellation) => _rung.WaitAsync(cancellation);

    public void Dispose() => _rung.Dispose();
}
