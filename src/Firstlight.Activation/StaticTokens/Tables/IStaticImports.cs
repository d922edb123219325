using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>Batches from tables: a token for each row, and what the row says becomes its device's name and metadata.</summary>
public interface IStaticImports
{
    /// <summary>
    /// Reads a table through. Without errors, and unless it is a dry run, orders its batch: all of it is on disk before this returns, and the tokens
    /// follow by themselves. On any error, fault or crash before that nothing remains. The same idempotency key gives the same batch; refused
    /// (conflict) when it then names another template or table.
    /// </summary>
    Task<Outcome<ImportAnswer>> ImportAsync(
        OrganisationId organisation,
        UserId person,
        StaticImportDraft draft,
        IUnitTable table,
        CancellationToken cancellation
    );
}

/// <summary>What orders a batch from a table.</summary>
/// <param name="Template">The template of its units, whose fields are filled.</param>
/// <param name="Name">What people call it; null takes the template's name and the day.</param>
/// <param name="IdempotencyKey">The same key gives the same batch.</param>
/// <param name="Map">Pairs <c>Column:Field</c> for columns that are not called as their field; <c>Column:</c> fills none.</param>
/// <param name="DryRun">Only tells what would be.</param>
public sealed record StaticImportDraft(
    TemplateId Template,
    string? Name,
    string? IdempotencyKey,
    IReadOnlyList<string> Map,
    bool DryRun
);

/// <summary>What came of a table.</summary>
/// <param name="Report">What is in it.</param>
/// <param name="Batch">Its batch; null after a dry run, and when something is wrong.</param>
public sealed record ImportAnswer(TableReport Report, StaticBatch? Batch);

/// <summary>What a table said about a unit, for the store.</summary>
/// <param name="Token">Its token, which may not be made yet.</param>
/// <param name="Name">What its device will be called; null for the template's name.</param>
/// <param name="Metadata">What its device will know from the start.</param>
public sealed record StagedUnit(StaticTokenId Token, string? Name, IReadOnlyDictionary<string, string> Metadata);
