namespace Firstlight.Core;

/// <summary>The time zones of organisations, for rooms that know them only by their number. Accounts fills it.</summary>
public interface IOrganisationZones
{
    /// <summary>
    /// The zone of the organisation, or else of the nearest one above it that has one; null when none has (docs/decisions/0046).
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nobody knows now.</exception>
    ValueTask<TimeZoneInfo?> FindAsync(OrganisationId organisation, CancellationToken cancellation);
}
