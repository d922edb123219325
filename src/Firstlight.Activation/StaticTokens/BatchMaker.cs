using System.Security.Cryptography;
using System.Threading.Channels;
using Firstlight.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>
/// Makes the tokens of ordered batches, chunk by chunk, one batch after the other, and removes what was made of cancelled
/// ones. What is on disk says how far it is, so a stop or a crash loses nothing and doubles nothing: the next start goes on.
/// </summary>
internal sealed class BatchMaker(
    IStaticTokenStore store,
    BatchKeys keys,
    IRandomSource random,
    ILiveEvents live,
    TimeProvider time,
    ILogger<BatchMaker> logger
) : IHostedService, IDisposable
{
    /// <summary>Tokens per write: large enough that an index page is written for many of them, small enough that others get their turn.</summary>
    public const int ChunkTokens = 10_000;

    // The six bits that base64url writes as a hyphen.
    private const int HyphenBits = 62;

    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private Task _loop = Task.CompletedTask;

    /// <summary>There is something to do.</summary>
    public void Wake() => _work.Writer.TryWrite(true);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Wake();
        _loop = RunAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (await _work.Reader.ReadAsync(stopping))
            {
                while (!await TryFinishAllAsync(stopping))
                    await Task.Delay(PauseAfterTrouble, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop: what is unfinished is finished by the next start.
        }
    }

    /// <summary>False when there was trouble and something is left.</summary>
    private async Task<bool> TryFinishAllAsync(CancellationToken stopping)
    {
        try
        {
            var isWhole = true;
            foreach (var batch in await store.ListUnfinishedAsync(stopping))
            {
                if (batch.State == StaticBatchState.Cancelling)
                    await RemoveAsync(batch, stopping);
                else
                    isWhole &= await TryMakeAsync(batch, stopping);
            }

            return isWhole;
        }
        catch (StorageUnavailableException away)
        {
            Log.BatchPostponed(logger, away.Message);
            return false;
        }
    }

    private async Task<bool> TryMakeAsync(StaticBatch batch, CancellationToken stopping)
    {
        try
        {
            using var key = keys.Open(batch);
            await MakeAsync(batch, key, stopping);
            return true;
        }
        catch (CryptographicException fault)
        {
            Log.BatchStaysSealed(logger, batch.Id, fault);
            return false;
        }
    }

    private async Task MakeAsync(StaticBatch batch, BatchKey key, CancellationToken stopping)
    {
        var made = batch.Made;
        var chunk = NextChunk(batch, key, made);
        while (chunk.Count > 0)
        {
            // The next chunk is made while this one is written.
            var written = store.TryAppendAsync(batch.Id, made, chunk, stopping);
            var next = NextChunk(batch, key, made + chunk.Count);
            if (!await written)
                return;
            made += chunk.Count;
            chunk = next;
            Publish(batch, made);
        }

        if (!await store.TryFinishAsync(batch.Id, stopping))
            return;
        Publish(batch with { State = StaticBatchState.Ready }, made);
        Log.BatchReady(logger, batch.Id, batch.Count);
    }

    private List<StaticToken> NextChunk(StaticBatch batch, BatchKey key, int made)
    {
        var tokens = new List<StaticToken>(Math.Min(ChunkTokens, batch.Count - made));
        Span<byte> secrets = stackalloc byte[BatchKey.SecretBytes];
        while (tokens.Count < tokens.Capacity)
        {
            var number = made + tokens.Count + 1;
            Draw(secrets);
            tokens.Add(
                new StaticToken(
                    batch.TokenAt(number),
                    batch.Id,
                    number,
                    batch.Organisation,
                    batch.Template,
                    AuthToken.From(secrets[..AuthToken.Bytes]).Hash(),
                    ClaimCode.Of(QrToken.From(secrets[AuthToken.Bytes..])).LookupKey(),
                    key.Seal(number, secrets)
                )
            );
        }

        secrets.Clear();
        return tokens;
    }

    // A cell that begins with a hyphen is a formula to a spreadsheet, so no token of a table begins with one.
    private void Draw(Span<byte> secrets)
    {
        do random.Fill(secrets);
        while (secrets[0] >> 2 == HyphenBits);
    }

    private async Task RemoveAsync(StaticBatch batch, CancellationToken stopping)
    {
        while (await store.RemoveSomeAsync(batch.Id, stopping))
            stopping.ThrowIfCancellationRequested();
        Publish(batch with { State = StaticBatchState.Cancelled }, 0);
        Log.BatchCancelled(logger, batch.Id);
    }

    private void Publish(StaticBatch batch, int made)
    {
        live.Publish(
            new LiveEvent(
                batch.Organisation,
                "static_batch.progress",
                time.GetUtcNow(),
                new BatchProgress(batch.Id.Value, made, batch.Count, batch.State.ToString())
            )
        );
    }
}
