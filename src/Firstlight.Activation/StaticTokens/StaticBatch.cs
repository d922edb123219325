using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>Where a batch stands. Its tokens count only while it is <see cref="Ready"/>.</summary>
public enum StaticBatchState
{
    /// <summary>Its table is being stored. After a crash in the middle nothing of it remains.</summary>
    Importing,

    /// <summary>Tokens are being made; a stop or a crash goes on where it was.</summary>
    Making,

    /// <summary>All tokens are there.</summary>
    Ready,

    /// <summary>It was cancelled, and what was made of it is being removed.</summary>
    Cancelling,

    /// <summary>It was cancelled; none of its tokens exists.</summary>
    Cancelled,
}

/// <summary>Static tokens that were ordered together, for units of one template.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Organisation">Who issues them; for ever.</param>
/// <param name="Template">What the units are; for ever.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Count">How many tokens, 1 to <see cref="CountMax"/>.</param>
/// <param name="Made">How many there are by now.</param>
/// <param name="State">Where it stands.</param>
/// <param name="FirstToken">The id of its first token; the others follow in a row.</param>
/// <param name="SealedKey">The key that seals its tokens, itself sealed.</param>
/// <param name="IdempotencyKey">What its maker named the order by, so that a repeated order makes nothing; null for none.</param>
/// <param name="CreatedBy">Who ordered it.</param>
/// <param name="CreatedAt">When.</param>
public sealed record StaticBatch(
    StaticBatchId Id,
    OrganisationId Organisation,
    TemplateId Template,
    string Name,
    int Count,
    int Made,
    StaticBatchState State,
    StaticTokenId FirstToken,
    byte[] SealedKey,
    string? IdempotencyKey,
    UserId CreatedBy,
    DateTimeOffset CreatedAt
)
{
    /// <summary>The most tokens of one batch.</summary>
    public const int CountMax = 1_000_000;

    /// <summary>What its table said about each unit, in the order of the columns; empty when it came from no table.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>What its table and the way it was read are recognised by; null when it came from no table.</summary>
    public string? Digest { get; init; }

    /// <summary>What the token at <paramref name="number"/>, from 1, is called in the database.</summary>
    public StaticTokenId TokenAt(int number) => new(FirstToken.Value + number - 1);

    /// <summary>Which batch, and not its key.</summary>
    public override string ToString() => $"batch {Id}: {Made} of {Count}, {State}";
}

/// <summary>What orders a batch.</summary>
/// <param name="Template">The template of its units.</param>
/// <param name="Count">How many tokens.</param>
/// <param name="Name">What people call it; null takes the template's name and the day.</param>
/// <param name="IdempotencyKey">The same key gives the same batch, whoever asks how often; at most 100 characters.</param>
public sealed record StaticBatchDraft(
    TemplateId Template,
    int Count,
    string? Name = null,
    string? IdempotencyKey = null
);

/// <summary>One page of batches, newest first.</summary>
public sealed record StaticBatchPage(IReadOnlyList<StaticBatch> Items, string? Next);
