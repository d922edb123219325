using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>Somebody was asked to come into an organisation.</summary>
/// <param name="Id">Its number; 0 until stored.</param>
/// <param name="Organisation">Where to.</param>
/// <param name="Email">Who, as typed.</param>
/// <param name="NormalizedEmail">What the address is compared by.</param>
/// <param name="Name">What to call the person, until they say themselves.</param>
/// <param name="Role">What they will be.</param>
/// <param name="InvitedBy">Who asked.</param>
/// <param name="CreatedAt">When the link was made.</param>
/// <param name="ExpiresAt">From when it is worthless.</param>
/// <param name="Digest">What the link's secret is looked up by.</param>
public sealed record Invitation(
    long Id,
    OrganisationId Organisation,
    string Email,
    string NormalizedEmail,
    string Name,
    RoleId Role,
    UserId InvitedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    string Digest
)
{
    /// <summary>Without the digest.</summary>
    public override string ToString() => $"invitation {Id}";
}

/// <summary>What invitations need from the database. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface IInvitationStore
{
    /// <summary>
    /// Durable; with its id. It replaces one of the organisation for the same address, and what has expired goes. Null, and nothing changed,
    /// when the organisation has sent <paramref name="max"/> after <paramref name="since"/>, whatever became of them.
    /// </summary>
    Task<Invitation?> TryInsertAsync(
        Invitation invitation,
        DateTimeOffset since,
        int max,
        CancellationToken cancellation
    );

    /// <summary>Open ones of the organisation, by id, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<Invitation>> ListAsync(
        OrganisationId organisation,
        DateTimeOffset now,
        long after,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>The open invitation, or null.</summary>
    Task<Invitation?> FindAsync(long id, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The open invitation with this link, or null.</summary>
    Task<Invitation?> FindAsync(string digest, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Durable.</summary>
    Task<bool> TryDeleteAsync(long id, CancellationToken cancellation);

    /// <summary>
    /// Durable, in one step: the invitation is used up and the person is there, with an id. False, and nothing changed, when
    /// the invitation is not open any more or the address has an account.
    /// </summary>
    Task<bool> TryAcceptAsync(Invitation invitation, Person person, DateTimeOffset now, CancellationToken cancellation);
}
