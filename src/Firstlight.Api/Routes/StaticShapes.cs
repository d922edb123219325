using Firstlight.Activation;

namespace Firstlight.Api;

/// <summary>What orders a batch.</summary>
/// <param name="TemplateId">The template of its units; for ever.</param>
/// <param name="Count">How many tokens, 1 to 1,000,000.</param>
/// <param name="Name">What people call it; the template and the day when left out.</param>
/// <param name="IdempotencyKey">The same key gives the same batch, however often it is sent.</param>
internal sealed record OrderBatch(string? TemplateId, int? Count, string? Name, string? IdempotencyKey);

internal sealed record StaticBatchAnswer(
    long Id,
    string Name,
    string TemplateId,
    int Count,
    int Made,
    StaticBatchState State,
    long CreatedBy,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> Fields
)
{
    public static StaticBatchAnswer Of(StaticBatch batch) =>
        new(
            batch.Id.Value,
            batch.Name,
            batch.Template.Value,
            batch.Count,
            batch.Made,
            batch.State,
            batch.CreatedBy.Value,
            batch.CreatedAt,
            batch.Fields
        );
}

/// <summary>A static token without its secrets.</summary>
internal sealed record StaticTokenAnswer(
    long Id,
    long BatchId,
    int Number,
    string TemplateId,
    StaticTokenState State,
    long? DeviceId,
    long? ClaimedBy,
    DateTimeOffset? ClaimedAt,
    string? Serial,
    string? Name,
    IReadOnlyDictionary<string, string> Metadata
)
{
    public static StaticTokenAnswer Of(StaticToken token) =>
        new(
            token.Id.Value,
            token.Batch.Value,
            token.Number,
            token.Template.Value,
            token.State,
            token.Device?.Value,
            token.ClaimedBy?.Value,
            token.ClaimedAt,
            token.Serial,
            token.Name,
            token.Metadata
        );
}

/// <summary>What a table would make, or why nothing is made of it.</summary>
/// <param name="Columns">Where each column goes.</param>
/// <param name="Rows">Rows of units, as far as the table could be read.</param>
/// <param name="Tokens">Tokens that would be made: one for each row, none when anything is wrong.</param>
/// <param name="ErrorCount">How much is wrong.</param>
/// <param name="Errors">The first 100 of it.</param>
internal sealed record TableReportAnswer(
    IReadOnlyList<TableColumn> Columns,
    int Rows,
    int Tokens,
    int ErrorCount,
    IReadOnlyList<TableError> Errors
)
{
    public static TableReportAnswer Of(TableReport report) =>
        new(report.Columns, report.Rows, report.ErrorCount == 0 ? report.Rows : 0, report.ErrorCount, report.Errors);
}

/// <summary>What claims a unit. A class, not a record: a record would print the code.</summary>
internal sealed class ClaimUnit
{
    /// <summary>What the QR code says, or the code printed below it.</summary>
    public string? Code { get; init; }

    /// <summary>Whose it becomes: a person of the organisation. Left out, it is the caller's own.</summary>
    public long? OwnerId { get; init; }
}
