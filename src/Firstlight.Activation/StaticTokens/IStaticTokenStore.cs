using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>
/// What static tokens need from the database. Every change is durable when its task ends and happens as a whole or not at
/// all; conditions are checked inside the same transaction. Any fault is a <see cref="StorageUnavailableException"/>.
/// </summary>
public interface IStaticTokenStore
{
    /// <summary>
    /// Stores a new batch, still empty, with the ids for all its tokens; the answer has <see cref="StaticBatch.Id"/> and
    /// <see cref="StaticBatch.FirstToken"/> filled in. When the organisation used the idempotency key before: that batch.
    /// </summary>
    Task<StaticBatch> InsertBatchAsync(StaticBatch batch, CancellationToken cancellation);

    /// <summary>
    /// Stores what a table says about some of a batch's units. False, and nothing stored, when the batch is not being imported.
    /// </summary>
    Task<bool> TryStageAsync(StaticBatchId batch, IReadOnlyList<StagedUnit> units, CancellationToken cancellation);

    /// <summary>Makes a batch that is being imported one that is being made. False for any other.</summary>
    Task<bool> TryEndImportAsync(StaticBatchId batch, CancellationToken cancellation);

    /// <summary>Every batch that is being imported, oldest first, with what is stored of it.</summary>
    Task<IReadOnlyList<StaticImport>> ListImportsAsync(CancellationToken cancellation);

    /// <summary>Makes a batch that is being imported one that is being cancelled and frees its idempotency key. False for any other.</summary>
    Task<bool> TryAbandonImportAsync(StaticBatchId batch, CancellationToken cancellation);

    /// <summary>
    /// Adds the next tokens and counts them. False, and nothing stored, when the batch is no longer being made or does not hold
    /// exactly <paramref name="made"/> tokens.
    /// </summary>
    Task<bool> TryAppendAsync(
        StaticBatchId batch,
        int made,
        IReadOnlyList<StaticToken> tokens,
        CancellationToken cancellation
    );

    /// <summary>
    /// Makes a batch that has all its tokens ready: from then on they are found. False, and it is not ready, when it lacks some or is no longer being
    /// made. Asked again after a crash, it goes on.
    /// </summary>
    Task<bool> TryFinishAsync(StaticBatchId batch, CancellationToken cancellation);

    /// <summary>Makes a batch that is being made one that is being cancelled. False for any other.</summary>
    Task<bool> TryCancelBatchAsync(StaticBatchId batch, CancellationToken cancellation);

    /// <summary>Removes some tokens of a batch that is being cancelled. False when that was the last of it.</summary>
    Task<bool> RemoveSomeAsync(StaticBatchId batch, CancellationToken cancellation);

    /// <summary>The batch, or null.</summary>
    Task<StaticBatch?> FindBatchAsync(StaticBatchId batch, CancellationToken cancellation);

    /// <summary>Batches by descending id, before <paramref name="before"/>.</summary>
    Task<IReadOnlyList<StaticBatch>> ListBatchesAsync(
        OrganisationId organisation,
        StaticBatchId? before,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>Every organisation's batches that are being made or cancelled, oldest first.</summary>
    Task<IReadOnlyList<StaticBatch>> ListUnfinishedAsync(CancellationToken cancellation);

    /// <summary>The token of a ready batch, or null.</summary>
    Task<StaticToken?> FindAsync(StaticTokenId id, CancellationToken cancellation);

    /// <summary>The token of a ready batch with that AuthToken, or null: the store is healthy and does not know it.</summary>
    Task<StaticToken?> FindByAuthTokenAsync(TokenHash hash, CancellationToken cancellation);

    /// <summary>The token of a ready batch with that claim code, or null.</summary>
    Task<StaticToken?> FindByClaimKeyAsync(long claimKey, CancellationToken cancellation);

    /// <summary>The token behind a device, or null for a device that came another way.</summary>
    Task<StaticToken?> FindByDeviceAsync(DeviceId device, CancellationToken cancellation);

    /// <summary>Tokens of ready batches by id, after <paramref name="after"/>; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StaticToken>> ListAsync(
        OrganisationId organisation,
        StaticTokenQuery query,
        StaticTokenId? after,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>
    /// The claim: token claimed, and its device inserted (when it has none) or handed over to the claimer's organisation and
    /// person. False when it is claimed, or has another device than <paramref name="seen"/> had.
    /// </summary>
    Task<bool> TryClaimAsync(StaticToken seen, StaticToken claimed, Device device, CancellationToken cancellation);

    /// <summary>
    /// The first connection: the AuthToken becomes its device's, and the device is inserted when there was none. False when the
    /// token has another device than <paramref name="seen"/> had.
    /// </summary>
    Task<bool> TryConnectAsync(StaticToken seen, Device? born, TokenRecord token, CancellationToken cancellation);

    /// <summary>
    /// Ends a claim and keeps the device with its data: it is nobody's, in the issuer's organisation. Null when it is not claimed; else where
    /// the device was.
    /// </summary>
    Task<ReleasedUnit?> TryReleaseAsync(StaticTokenId id, CancellationToken cancellation);

    /// <summary>Removes a token that has no device. False, and nothing removed, when it has one.</summary>
    Task<bool> TryDeleteAsync(StaticTokenId id, CancellationToken cancellation);
}

/// <summary>Whose a unit was until it was released.</summary>
/// <param name="Device">Its device.</param>
/// <param name="From">Where that lived.</param>
/// <param name="Owner">Whose it was.</param>
public sealed record ReleasedUnit(DeviceId Device, OrganisationId From, UserId? Owner);

/// <summary>A table that is being stored.</summary>
/// <param name="Batch">The batch that it becomes.</param>
/// <param name="Stored">How many of its units are stored.</param>
public sealed record StaticImport(StaticBatchId Batch, int Stored);
