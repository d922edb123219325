using System.Runtime.CompilerServices;

namespace Firstlight.Activation;

/// <summary>A batch whose secrets may be read, until it is disposed.</summary>
public sealed class OpenedBatch : IDisposable
{
    private const int PageTokens = 1_000;

    private readonly IStaticTokenStore _store;
    private readonly BatchKey _key;

    internal OpenedBatch(IStaticTokenStore store, StaticBatch batch, BatchKey key)
    {
        _store = store;
        _key = key;
        Batch = batch;
    }

    /// <summary>The batch.</summary>
    public StaticBatch Batch { get; }

    /// <summary>Every token that still exists, in the order they were made; read page by page, so memory stays flat at any size.</summary>
    /// <exception cref="Core.StorageUnavailableException">The rest could not be read.</exception>
    public async IAsyncEnumerable<StaticTokenSecrets> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = new StaticTokenQuery(Batch.Id, State: null, Cursor: null, PageTokens);
        Core.StaticTokenId? after = null;
        while (true)
        {
            var page = await _store.ListAsync(Batch.Organisation, query, after, PageTokens, cancellation);
            foreach (var token in page)
                yield return _key.Open(token);
            if (page.Count < PageTokens)
                yield break;
            after = page[^1].Id;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();
}
