using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>The people of an organisation, for those who run it. The caller has checked the right.</summary>
public interface IPeopleDirectory
{
    /// <summary>The most people one read returns.</summary>
    public const int LimitMax = 1_000;

    /// <summary>The person, or null when they are not in that organisation.</summary>
    Task<Person?> FindAsync(OrganisationId organisation, UserId person, CancellationToken cancellation);

    /// <summary>People by ascending id, after <paramref name="after"/>.</summary>
    /// <param name="limit">1 to <see cref="LimitMax"/>, one more to see whether there are more.</param>
    Task<IReadOnlyList<Person>> ListAsync(
        OrganisationId organisation,
        UserId? after,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>
    /// Changes what is not null; it counts at once, and open sessions of the person end. Refuses a change of oneself, of who
    /// has more rights than the actor, and a role that has: so somebody can always run the organisation.
    /// </summary>
    Task<Outcome<Person>> ChangeAsync(
        PersonActor actor,
        UserId person,
        RoleId? role,
        bool? suspended,
        CancellationToken cancellation
    );

    /// <summary>Ends every session of the person.</summary>
    Task<Outcome<Done>> SignOutAsync(PersonActor actor, UserId person, CancellationToken cancellation);

    /// <summary>Removes the account; devices stay and are nobody's. Refuses without <see cref="IOrganisations.DeleteWord"/>.</summary>
    Task<Outcome<Done>> DeleteAsync(
        PersonActor actor,
        UserId person,
        string? confirmation,
        CancellationToken cancellation
    );

    /// <summary>
    /// Moves the person to another organisation at or below the actor's own; every session of the person ends. Refuses a role that people
    /// there cannot have.
    /// </summary>
    /// <param name="transfer">Where to and as what.</param>
    /// <param name="before">What goes with the person: called when nothing else stands in the way; its refusal is the answer.</param>
    Task<Outcome<Person>> TransferAsync(
        PersonActor actor,
        UserId person,
        PersonTransfer transfer,
        Func<CancellationToken, Task<Refusal?>> before,
        CancellationToken cancellation
    );
}

/// <summary>Where a person goes.</summary>
/// <param name="Organisation">The new organisation.</param>
/// <param name="Role">The role there; null keeps the one the person has.</param>
public sealed record PersonTransfer(OrganisationId Organisation, RoleId? Role);

/// <summary>Who changes something about somebody.</summary>
/// <param name="Person">The person or API client.</param>
/// <param name="Organisation">The organisation acted in.</param>
/// <param name="Permissions">What the request was let in with: an access token may allow less than its client.</param>
/// <param name="RemoteAddress">From where.</param>
public sealed record PersonActor(
    UserId Person,
    OrganisationId Organisation,
    Permissions Permissions,
    string? RemoteAddress
);
