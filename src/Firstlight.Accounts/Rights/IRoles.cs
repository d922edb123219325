using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>
/// The roles of an organisation (docs/decisions/0020). Nobody gives a permission that they do not have at that moment, nor changes a role
/// or a person that has more.
/// </summary>
public interface IRoles
{
    /// <summary>Those that people of the organisation may have: built in, its own, and those above it that apply below.</summary>
    Task<IReadOnlyList<Role>> ListAsync(OrganisationId organisation, CancellationToken cancellation);

    /// <summary>The role, or null when people of the organisation cannot have it.</summary>
    Task<Role?> FindAsync(OrganisationId organisation, RoleId role, CancellationToken cancellation);

    /// <summary>Makes a role in the actor's organisation. Refuses a bad or taken name and permissions that do not fit together.</summary>
    Task<Outcome<Role>> CreateAsync(PersonActor actor, RoleDraft draft, CancellationToken cancellation);

    /// <summary>Changes what is not null; open sessions of whoever has the role end. Refuses (conflict) one that is built in or of an organisation above.</summary>
    Task<Outcome<Role>> ChangeAsync(PersonActor actor, RoleId role, RoleDraft draft, CancellationToken cancellation);

    /// <summary>Removes a role; whoever has it gets <paramref name="replacement"/>, which must be there for all of them.</summary>
    Task<Outcome<Done>> DeleteAsync(
        PersonActor actor,
        RoleId role,
        RoleId? replacement,
        CancellationToken cancellation
    );
}

/// <summary>What is said about a role.</summary>
public sealed record RoleDraft(string? Name, Permissions? Permissions, bool? AppliesBelow);
