namespace Firstlight.Accounts;

/// <summary>
/// One after the other per key, so that parallel guesses cannot all read the same failure count. Keys share a fixed number of
/// stripes: two keys on one stripe wait for each other, which costs the time of one password check and nothing else.
/// </summary>
internal sealed class Turns
{
    private readonly SemaphoreSlim[] _stripes = new SemaphoreSlim[AccountLimits.TurnStripes];

    public Turns()
    {
        for (var index = 0; index < _stripes.Length; index++)
            _stripes[index] = new SemaphoreSlim(1, 1);
    }

    public async Task<Turn> TakeAsync(string key, CancellationToken cancellation)
    {
        // string.GetHashCode is seeded per process: nobody outside can aim at a stripe.
        var stripe = _stripes[(uint)key.GetHashCode(StringComparison.Ordinal) % (uint)_stripes.Length];
        await stripe.WaitAsync(cancellation);
        return new Turn(stripe);
    }

    public readonly struct Turn(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
