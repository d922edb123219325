using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>A link that lets its holder make one account in an organisation. Mailed or shown once, never logged.</summary>
/// <param name="Path">Below the address under which people reach the pages; the secret is behind the <c>#</c>.</param>
/// <param name="ExpiresAt">From when it is worthless.</param>
public sealed record InvitationLink(string Path, DateTimeOffset ExpiresAt)
{
    /// <summary>Redacted.</summary>
    public override string ToString() => $"invitation link until {ExpiresAt:O}";
}

/// <summary>An invitation that was made; with its link when there is no mail to send it by.</summary>
public sealed record SentInvitation(Invitation Invitation, InvitationLink? Link);

/// <summary>What somebody with a link is shown before they accept.</summary>
public sealed record ShownInvitation(Invitation Invitation, Organisation Organisation, string RoleName);

/// <summary>How people come into an organisation that somebody else runs.</summary>
public interface IInvitations
{
    /// <summary>The most invitations one read returns.</summary>
    public const int LimitMax = 1_000;

    /// <summary>
    /// Invites a person who has no account anywhere. Refuses (conflict) an address that has one, (forbidden) a role with more permissions than the
    /// actor has, and (limit) more than <see cref="AccountsOptions.InvitationsPerDayMax"/> of the organisation.
    /// </summary>
    Task<Outcome<SentInvitation>> InviteAsync(
        PersonActor actor,
        string? email,
        string? name,
        RoleId role,
        CancellationToken cancellation
    );

    /// <summary>A new link; the one before is dead.</summary>
    Task<Outcome<SentInvitation>> ResendAsync(PersonActor actor, long invitation, CancellationToken cancellation);

    /// <summary>Takes it back: its link is dead.</summary>
    Task<Outcome<Done>> RevokeAsync(PersonActor actor, long invitation, CancellationToken cancellation);

    /// <summary>Open ones, by id, after <paramref name="after"/>.</summary>
    /// <param name="limit">1 to <see cref="LimitMax"/>, one more to see whether there are more.</param>
    Task<IReadOnlyList<Invitation>> ListAsync(
        OrganisationId organisation,
        long after,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>What the link's holder is invited to. The link is not used up.</summary>
    Task<Outcome<ShownInvitation>> ShowAsync(string? token, CancellationToken cancellation);

    /// <summary>Makes the account; the link is used up.</summary>
    /// <param name="name">Null takes the one in the invitation.</param>
    Task<Outcome<Person>> AcceptAsync(
        string? token,
        string? name,
        string? password,
        string? remoteAddress,
        CancellationToken cancellation
    );
}
