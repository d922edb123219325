using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>The settings of organisations. The caller has checked the right.</summary>
public interface IOrganisations
{
    /// <summary>The organisation, or null.</summary>
    Task<Organisation?> FindAsync(OrganisationId id, CancellationToken cancellation);

    /// <summary>Changes what is not null. Refuses a bad name.</summary>
    Task<Outcome<Organisation>> ChangeAsync(
        OrganisationId id,
        string? name,
        bool? signUpAllowed,
        CancellationToken cancellation
    );
}
