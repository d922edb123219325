using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What roles need from the database. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface IRoleStore
{
    /// <summary>
    /// The roles that were made for people of <paramref name="organisation"/>, by id: its own, and those above it that apply below.
    /// Built-in ones are not stored.
    /// </summary>
    Task<IReadOnlyList<Role>> ListAsync(OrganisationId organisation, CancellationToken cancellation);

    /// <summary>Durable. The role with its id; null when its organisation has one of that name.</summary>
    Task<Role?> TryInsertAsync(Role role, CancellationToken cancellation);

    /// <summary>Durable. False when its organisation has another of that name.</summary>
    Task<bool> TryUpdateAsync(Role role, CancellationToken cancellation);

    /// <summary>True when somebody outside of the role's own organisation has it, or was invited with it.</summary>
    Task<bool> IsUsedBelowAsync(Role role, CancellationToken cancellation);

    /// <summary>Durable, in one step: whoever has the role gets <paramref name="replacement"/>, and the role is gone.</summary>
    Task DeleteAsync(RoleId role, RoleId replacement, CancellationToken cancellation);
}
