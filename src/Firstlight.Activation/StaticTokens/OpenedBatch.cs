using System.Runtime.CompilerServices;
using Firstlight.Core;

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
    /// <exception cref="StorageUnavailableException">The rest could not be read.</exception>
    public IAsyncEnumerable<StaticTokenSecrets> ReadAsync(CancellationToken cancellation) =>
        ReadAsync(1, Batch.Count, cancellation);

    /// <summary>The same from one number in the batch up to and with another.</summary>
    /// <exception cref="StorageUnavailableException">The rest could not be read.</exception>
    public async IAsyncEnumerable<StaticTokenSecrets> ReadAsync(
        int first,
        int last,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var query = new StaticTokenQuery(Batch.Id, State: null, Cursor: null, PageTokens);
        StaticTokenId? after = first > 1 ? Batch.TokenAt(first - 1) : null;
        while (true)
        {
            var limit = (int)Math.Min(PageTokens, Batch.TokenAt(last).Value - (after?.Value ?? Batch.TokenAt(0).Value));
            if (limit <= 0)
                yield break;
            var page = await _store.ListAsync(Batch.Organisation, query, after, limit, cancellation);
            foreach (var token in page.Where(token => token.Number <= last))
                yield return _key.Open(token);
            if (page.Count < limit || page[^1].Number >= last)
                yield break;
            after = page[^1].Id;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();
}
