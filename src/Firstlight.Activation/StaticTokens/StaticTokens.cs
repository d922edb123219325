using System.Security.Cryptography;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>The maker's side of static tokens.</summary>
internal sealed class StaticTokens(
    IStaticTokenStore store,
    ITemplateCatalog templates,
    BatchKeys keys,
    BatchMaker maker,
    TimeProvider time,
    ILogger<StaticTokens> logger
) : IStaticTokens
{
    private const int PageMax = 1_000;
    private const int NameCharactersMax = 100;
    private const int IdempotencyKeyCharactersMax = 100;

    public async Task<Outcome<StaticBatch>> OrderAsync(
        OrganisationId organisation,
        UserId person,
        StaticBatchDraft draft,
        CancellationToken cancellation
    )
    {
        if (draft.Count is < 1 or > StaticBatch.CountMax)
            return Refusal.Invalid(
                "count",
                $"A batch has 1 to {StaticBatch.CountMax:N0} tokens, not {draft.Count:N0}."
            );
        if (draft.IdempotencyKey is { } key && !IsPrintable(key, IdempotencyKeyCharactersMax))
            return Refusal.Invalid(
                "idempotencyKey",
                $"An idempotency key is 1 to {IdempotencyKeyCharactersMax} printable characters."
            );
        if (await templates.FindAsync(organisation, draft.Template, cancellation) is not { } template)
            return Refusal.NotFound("template", $"There is no template {draft.Template}.");
        var now = time.GetUtcNow();
        var name = draft.Name?.Trim() is { Length: > 0 } given ? given : $"{template.Name} {now:yyyy-MM-dd}";
        if (!IsPrintable(name, NameCharactersMax))
            return Refusal.Invalid("name", $"A batch's name is 1 to {NameCharactersMax} printable characters.");
        var batch = await store.InsertBatchAsync(
            new StaticBatch(
                default,
                organisation,
                template.Id,
                name,
                draft.Count,
                Made: 0,
                StaticBatchState.Making,
                default,
                keys.Make(),
                draft.IdempotencyKey,
                person,
                now
            ),
            cancellation
        );
        if (batch.Template != draft.Template || batch.Count != draft.Count)
            return new Refusal(
                RefusalKind.Conflict,
                "idempotency_key_used",
                $"This idempotency key ordered batch {batch.Id} with another template or count. Use a new key.",
                "idempotencyKey"
            );
        Log.BatchOrdered(logger, batch.Id, batch.Count);
        maker.Wake();
        return batch;
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
        if (CheckPage(cursor, limit, out var last) is { } fault)
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
        if (CheckPage(query.Cursor, query.Limit, out var last) is { } fault)
            return fault;
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
        return await store.TryReleaseAsync(token, cancellation)
            ? default(Done)
            : new Refusal(RefusalKind.Conflict, "not_claimed", $"Static token {token} is not claimed.");
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

    private static Refusal? CheckPage(string? cursor, int limit, out long? last)
    {
        last = null;
        if (limit is < 1 or > PageMax)
            return Refusal.Invalid("limit", $"The limit is between 1 and {PageMax}.");
        if (cursor is null)
            return null;
        if (!PageCursor.TryRead(cursor, out var id))
            return Refusal.Invalid("cursor", "Take the cursor from the page before, unchanged.");
        last = id;
        return null;
    }

    private static bool IsPrintable(string text, int charactersMax) =>
        text.Length >= 1 && text.Length <= charactersMax && !text.Any(char.IsControl);

    private static Refusal UnknownBatch(StaticBatchId batch) =>
        Refusal.NotFound("static_batch", $"There is no batch {batch}.");

    private static Refusal UnknownToken(StaticTokenId token) =>
        Refusal.NotFound("static_token", $"There is no static token {token}.");
}
