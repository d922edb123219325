using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>What every order of a batch goes through, whether it says a count or brings a table.</summary>
internal sealed class BatchOrders(
    IStaticTokenStore store,
    ITemplateCatalog templates,
    BatchKeys keys,
    TimeProvider time,
    ILogger<BatchOrders> logger
)
{
    private const int NameCharactersMax = 100;
    private const int IdempotencyKeyCharactersMax = 100;

    public static Refusal UnknownTemplate(TemplateId template) =>
        Refusal.NotFound("template", $"There is no template {template}.");

    /// <summary>The batch that the order asks for, not stored yet.</summary>
    public async Task<Outcome<StaticBatch>> DraftAsync(
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
            return UnknownTemplate(draft.Template);
        var now = time.GetUtcNow();
        var name = draft.Name?.Trim() is { Length: > 0 } given ? given : $"{template.Name} {now:yyyy-MM-dd}";
        if (!IsPrintable(name, NameCharactersMax))
            return Refusal.Invalid("name", $"A batch's name is 1 to {NameCharactersMax} printable characters.");
        return new StaticBatch(
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
        );
    }

    /// <summary>Stores it, or finds what its idempotency key ordered before.</summary>
    public async Task<Outcome<StaticBatch>> PlaceAsync(StaticBatch wanted, CancellationToken cancellation)
    {
        var batch = await store.InsertBatchAsync(wanted, cancellation);
        if (batch.Template != wanted.Template || batch.Count != wanted.Count || batch.Digest != wanted.Digest)
            return new Refusal(
                RefusalKind.Conflict,
                "idempotency_key_used",
                $"This idempotency key ordered batch {batch.Id} with another template, count or table. Use a new key.",
                "idempotencyKey"
            );
        Log.BatchOrdered(logger, batch.Id, batch.Count);
        return batch;
    }

    private static bool IsPrintable(string text, int charactersMax) =>
        text.Length >= 1 && text.Length <= charactersMax && !text.Any(char.IsControl);
}
