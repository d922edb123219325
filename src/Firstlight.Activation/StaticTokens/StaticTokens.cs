using System.Security.Cryptography;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>The maker's side of static tokens.</summary>
internal sealed class StaticTokens(
    IStaticTokenStore store,
    BatchOrders orders,
    BatchKeys keys,
    BatchMaker maker,
    ILiveEvents live,
    TimeProvider time,
    ILogger<StaticTokens> logger
) : IStaticTokens
{
    private const int PageMax = 1_000;
    private const int SearchCharactersMax = 200;

    public async Task<Outcome<StaticBatch>> OrderAsync(
        OrganisationId organisation,
        UserId person,
        StaticBatchDraft draft,
        CancellationToken cancellation
    )
    {
        var drafted = await orders.DraftAsync(organisation, person, draft, cancellation);
        if (!drafted.Succeeded)
            return drafted;
        var placed = await orders.PlaceAsync(drafted.Value, cancellation);
        if (placed.Succeeded)
            maker.Wake();
        return placed;
    }

    public async Task<Outcome<StaticBatch>> CancelAsync(
        OrganisationId organisation,
        StaticBatchId batch,
        CancellationToken cancellation
    )
    {
        if (await FindBatchAsync(organisation, batch, cancellation) is null)
            return UnknownBatch(batch);
        if (!await store.TryCancelBatchAsync(batch, cancellation))
            return new Refusal(
                RefusalKind.Conflict,
                "batch_not_in_the_making",
                "Only a batch that is still being made can be cancelled. Delete the tokens that are not needed."
            );
        maker.Wake();
        return await FindBatchAsync(organisation, batch, cancellation) is { } cancelled
            ? cancelled
            : UnknownBatch(batch);
    }

    public async Task<StaticBatch?> FindBatchAsync(
        OrganisationId organisation,
        StaticBatchId batch,
        CancellationToken cancellation
    ) =>
        await store.FindBatchAsync(batch, cancellation) is { } found && found.Organisation == organisation
            ? found
            : null;

    public async Task<Outcome<StaticBatchPage>> ListBatchesAsync(
        OrganisationId organisation,
        string? cursor,
        int limit,
        CancellationToken cancellation
    )
    {
        if (PageCursor.Check(cursor, limit, PageMax, out var last) is { } fault)
            return fault;
        var before = last is { } id ? new StaticBatchId(id) : (StaticBatchId?)null;
        var found = await store.ListBatchesAsync(organisation, before, limit + 1, cancellation);
        return found.Count <= limit
            ? new StaticBatchPage(found, Next: null)
            : new StaticBatchPage([.. found.Take(limit)], PageCursor.After(found[limit - 1].Id.Value));
    }

    public async Task<StaticToken?> FindAsync(
        OrganisationId organisation,
        StaticTokenId token,
        CancellationToken cancellation
    ) => await store.FindAsync(token, cancellation) is { } found && found.Organisation == organisation ? found : null;

    public async Task<Outcome<StaticTokenPage>> ListAsync(
        OrganisationId organisation,
        StaticTokenQuery query,
        CancellationToken cancellation
    )
    {
        if (PageCursor.Check(query.Cursor, query.Limit, PageMax, out var last) is { } fault)
            return fault;
        if (query.Search is { Length: > SearchCharactersMax })
            return Refusal.Invalid("search", $"A search has at most {SearchCharactersMax} characters.");
        var after = last is { } id ? new StaticTokenId(id) : (StaticTokenId?)null;
        var found = await store.ListAsync(organisation, query, after, query.Limit + 1, cancellation);
        return found.Count <= query.Limit
            ? new StaticTokenPage(found, Next: null)
            : new StaticTokenPage([.. found.Take(query.Limit)], PageCursor.After(found[query.Limit - 1].Id.Value));
    }

    public async Task<Outcome<OpenedBatch>> OpenAsync(
        OrganisationId organisation,
        StaticBatchId batch,
        CancellationToken cancellation
    )
    {
        if (await FindBatchAsync(organisation, batch, cancellation) is not { } found)
            return UnknownBatch(batch);
        if (found.State != StaticBatchState.Ready)
            return new Refusal(
                RefusalKind.Conflict,
                "batch_not_ready",
                $"Batch {batch} is not ready: {found.Made:N0} of {found.Count:N0} tokens are made. Wait for the rest."
            );
        try
        {
            return new OpenedBatch(store, found, keys.Open(found));
        }
        catch (CryptographicException fault)
        {
            Log.BatchStaysSealed(logger, batch, fault);
            return new Refusal(
                RefusalKind.Conflict,
                "batch_sealed",
                "The key that sealed this batch is not in the key folder. Restore the folder from its backup."
            );
        }
    }

    public async Task<Outcome<Done>> ReleaseAsync(
        OrganisationId organisation,
        StaticTokenId token,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(organisation, token, cancellation) is null)
            return UnknownToken(token);
        if (await store.TryReleaseAsync(token, cancellation) is not { } released)
            return new Refusal(RefusalKind.Conflict, "not_claimed", $"Static token {token} is not claimed.");
        Tell(organisation, released);
        return default(Done);
    }

    private void Tell(OrganisationId issuer, ReleasedUnit released)
    {
        var now = time.GetUtcNow();
        var left = new DeviceLeft(released.Device.Value);
        live.Publish(
            new LiveEvent(released.From, "device.deleted", now, left)
            {
                Owner = released.Owner,
                IsForOwnerAlone = released.From == issuer,
            }
        );
        live.Publish(new LiveEvent(issuer, "device.changed", now, left));
    }

    public async Task<Outcome<Done>> DeleteAsync(
        OrganisationId organisation,
        StaticTokenId token,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(organisation, token, cancellation) is null)
            return UnknownToken(token);
        return await store.TryDeleteAsync(token, cancellation)
            ? default(Done)
            : new Refusal(
                RefusalKind.Conflict,
                "has_device",
                $"The unit of static token {token} has a device. Remove the device first."
            );
    }

    private static Refusal UnknownBatch(StaticBatchId batch) =>
        Refusal.NotFound("static_batch", $"There is no batch {batch}.");

    private static Refusal UnknownToken(StaticTokenId token) =>
        Refusal.NotFound("static_token", $"There is no static token {token}.");
}
