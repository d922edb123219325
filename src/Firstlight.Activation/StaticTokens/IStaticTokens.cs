using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>The static way, on the maker's side: batches and what becomes of their tokens. Others' look like none.</summary>
public interface IStaticTokens
{
    /// <summary>
    /// Orders a batch; on disk before this returns, its tokens follow by themselves. The same idempotency key gives the same
    /// batch; refused (conflict) when it then names another template or count.
    /// </summary>
    Task<Outcome<StaticBatch>> OrderAsync(
        OrganisationId organisation,
        UserId person,
        StaticBatchDraft draft,
        CancellationToken cancellation
    );

    /// <summary>Stops a batch that is being made; none of its tokens remains. Refuses (conflict) any other.</summary>
    Task<Outcome<StaticBatch>> CancelAsync(
        OrganisationId organisation,
        StaticBatchId batch,
        CancellationToken cancellation
    );

    /// <summary>The batch, or null.</summary>
    Task<StaticBatch?> FindBatchAsync(OrganisationId organisation, StaticBatchId batch, CancellationToken cancellation);

    /// <summary>A page of batches, newest first.</summary>
    Task<Outcome<StaticBatchPage>> ListBatchesAsync(
        OrganisationId organisation,
        string? cursor,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>The token, or null.</summary>
    Task<StaticToken?> FindAsync(OrganisationId organisation, StaticTokenId token, CancellationToken cancellation);

    /// <summary>A page of tokens, in the order they were made.</summary>
    Task<Outcome<StaticTokenPage>> ListAsync(
        OrganisationId organisation,
        StaticTokenQuery query,
        CancellationToken cancellation
    );

    /// <summary>
    /// A ready batch with its secrets. Refused (conflict) when the batch is not ready, or its key is gone. The caller has
    /// checked the right and writes the audit entry.
    /// </summary>
    Task<Outcome<OpenedBatch>> OpenAsync(
        OrganisationId organisation,
        StaticBatchId batch,
        CancellationToken cancellation
    );

    /// <summary>Ends a claim; the device stays with its data, nobody's, with its issuer. Refuses (conflict) an unclaimed token.</summary>
    Task<Outcome<Done>> ReleaseAsync(OrganisationId organisation, StaticTokenId token, CancellationToken cancellation);

    /// <summary>
    /// Removes a token for good: its unit can never connect again. Refuses (conflict) one that has a device; remove that first.
    /// </summary>
    Task<Outcome<Done>> DeleteAsync(OrganisationId organisation, StaticTokenId token, CancellationToken cancellation);
}

/// <summary>The static way, on the customer's side.</summary>
public interface IClaims
{
    /// <summary>
    /// Brings the unit behind a scanned QR code or a typed claim code into the person's account; on disk before this returns. One
    /// of many who try wins; the winner may ask again and gets the same device. Refused: what is no code at all (invalid, and
    /// nobody was asked), an unknown code or one of an organisation that is not at or above the claimer's (not found), a claimed unit or one of a
    /// template that the organisation does not have (conflict), too many wrong codes (limit).
    /// </summary>
    Task<Outcome<Device>> ClaimAsync(Claimer claimer, string? code, CancellationToken cancellation);
}

/// <summary>Who claims.</summary>
/// <param name="Organisation">Where the device shall live.</param>
/// <param name="Person">Whose it shall be.</param>
/// <param name="Address">Where they ask from; wrong codes are counted per who asks and per address.</param>
public sealed record Claimer(OrganisationId Organisation, UserId Person, string? Address)
{
    /// <summary>Who asks: the person, or an account that claims in the person's name.</summary>
    public UserId AskedBy { get; init; } = Person;

    /// <summary>The organisations above, whose units are claimed here, too.</summary>
    public IReadOnlyList<OrganisationId> Above { get; init; } = [];

    /// <summary>True when units of <paramref name="issuer"/> are meant for this claimer.</summary>
    public bool MayClaimFrom(OrganisationId issuer) => issuer == Organisation || Above.Contains(issuer);
}
