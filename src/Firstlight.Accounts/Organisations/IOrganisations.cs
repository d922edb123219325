using System.Security.Claims;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>
/// The tree of organisations. The caller has checked the right; "top" is the organisation acted in, and what is not at or
/// below it looks as if it did not exist (docs/decisions/0019).
/// </summary>
public interface IOrganisations
{
    /// <summary>The most organisations one read returns.</summary>
    public const int LimitMax = 1_000;

    /// <summary>The word that a person types to delete an organisation.</summary>
    public const string DeleteWord = "DELETE";

    /// <summary>The organisation, or null.</summary>
    Task<Organisation?> FindAsync(OrganisationId id, CancellationToken cancellation);

    /// <summary>The organisation, or null when it is not at or below <paramref name="top"/>.</summary>
    Task<Organisation?> FindAsync(OrganisationId top, OrganisationId id, CancellationToken cancellation);

    /// <summary>The organisation and those above it, from itself up to the root.</summary>
    Task<IReadOnlyList<Organisation>> ReadPathAsync(OrganisationId id, CancellationToken cancellation);

    /// <summary><paramref name="top"/> and everything below it, by id, after <paramref name="after"/>.</summary>
    /// <param name="limit">1 to <see cref="LimitMax"/>, one more to see whether there are more.</param>
    Task<IReadOnlyList<Organisation>> ListAsync(
        OrganisationId top,
        OrganisationId? after,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>What is in it.</summary>
    Task<OrganisationContents> ReadContentsAsync(OrganisationId id, CancellationToken cancellation);

    /// <summary>
    /// Makes an organisation below <paramref name="parent"/>. Refuses a bad name or description, one that a sibling has, a tree
    /// that gets too deep, and more organisations than allowed.
    /// </summary>
    Task<Outcome<MadeOrganisation>> CreateAsync(
        OrganisationId parent,
        string? name,
        string? description,
        CancellationToken cancellation
    );

    /// <summary>
    /// Makes an organisation below the root for somebody who comes by themselves, with them in it: both or neither. A taken
    /// name gets a number, because strangers are not told who else is there. Refuses a tree that gets too deep or too big.
    /// </summary>
    Task<Outcome<Founding>> FoundAsync(string name, Person first, CancellationToken cancellation);

    /// <summary>Changes what is not null. Refuses a bad or taken name, a time zone that there is not, and sign-up anywhere but at the root, and into organisations that the tree has no level for.</summary>
    Task<Outcome<Organisation>> ChangeAsync(
        OrganisationId id,
        OrganisationChange change,
        CancellationToken cancellation
    );

    /// <summary>
    /// Moves an organisation below <paramref name="top"/>, with everybody and everything in and below it, to another place at or below
    /// <paramref name="top"/>. Refuses without its name; refuses (conflict) the root, <paramref name="top"/> itself, a place below itself or too
    /// deep, and one where a name, a template or a role would be lost (docs/decisions/0026).
    /// </summary>
    Task<Outcome<MovedOrganisation>> TransferAsync(
        OrganisationId top,
        OrganisationId id,
        OrganisationTransfer transfer,
        CancellationToken cancellation
    );

    /// <summary>
    /// Removes an organisation below <paramref name="top"/>, for good. Refuses without <see cref="DeleteWord"/>; refuses (conflict) the
    /// root, <paramref name="top"/> itself, and one that is not empty.
    /// </summary>
    Task<Outcome<Done>> DeleteAsync(
        OrganisationId top,
        OrganisationId id,
        string? confirmation,
        CancellationToken cancellation
    );

    /// <summary>
    /// The same caller, acting in <paramref name="organisation"/>; null when it is not at or below the caller's own, or
    /// the caller may not switch.
    /// </summary>
    Task<ClaimsPrincipal?> EnterAsync(
        ClaimsPrincipal caller,
        OrganisationId organisation,
        CancellationToken cancellation
    );
}

/// <summary>Where an organisation goes.</summary>
/// <param name="Parent">The one that it will stand below.</param>
/// <param name="Confirmation">Its name.</param>
public sealed record OrganisationTransfer(OrganisationId? Parent, string? Confirmation);

/// <summary>An organisation that was moved, and where from.</summary>
public sealed record MovedOrganisation(Organisation Organisation, OrganisationId From);

/// <summary>What is said about an organisation; null stays.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Description">What it is.</param>
/// <param name="SignUp">What becomes of strangers.</param>
/// <param name="TimeZone">An IANA name; empty takes it away, and the zone of the organisation above holds.</param>
public sealed record OrganisationChange(
    string? Name = null,
    string? Description = null,
    SignUpMode? SignUp = null,
    string? TimeZone = null
);
