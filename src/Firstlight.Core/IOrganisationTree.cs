namespace Firstlight.Core;

/// <summary>What rooms that know organisations only by their number ask about the tree of them. Accounts fills it.</summary>
public interface IOrganisationTree
{
    /// <summary>True when <paramref name="organisation"/> is <paramref name="top"/> or below it.</summary>
    /// <exception cref="StorageUnavailableException">Nobody knows now.</exception>
    ValueTask<bool> IsWithinAsync(OrganisationId organisation, OrganisationId top, CancellationToken cancellation);
}
