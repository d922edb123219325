using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What the tree of organisations needs from the database. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface IOrganisationStore
{
    /// <summary>The organisation and those above it, from itself up to the root; empty when there is none. The root exists from the first migration on.</summary>
    Task<IReadOnlyList<Organisation>> ReadPathAsync(OrganisationId id, CancellationToken cancellation);

    /// <summary><paramref name="top"/> and everything below it, by id, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<Organisation>> ListAsync(
        OrganisationId top,
        OrganisationId? after,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>How many there are.</summary>
    Task<long> CountAsync(CancellationToken cancellation);

    /// <summary>Durable. The organisation with its id; null when its parent has one of that name.</summary>
    Task<Organisation?> TryInsertAsync(Organisation organisation, CancellationToken cancellation);

    /// <summary>Durable. Replaces name, description and settings. False when a sibling has the name.</summary>
    Task<bool> TryUpdateAsync(Organisation organisation, CancellationToken cancellation);

    /// <summary>What is in it.</summary>
    Task<OrganisationContents> ReadContentsAsync(OrganisationId id, CancellationToken cancellation);

    /// <summary>Durable. Removes an empty organisation with what hangs on it; false, and nothing removed, when it is not empty.</summary>
    Task<bool> TryDeleteAsync(OrganisationId id, CancellationToken cancellation);
}
