using Firstlight.Core;

namespace Firstlight.Accounts;

internal sealed class OrganisationZones(IOrganisationStore store) : IOrganisationZones
{
    public async ValueTask<TimeZoneInfo?> FindAsync(OrganisationId organisation, CancellationToken cancellation)
    {
        foreach (var node in await store.ReadPathAsync(organisation, cancellation))
        {
            // A zone that this machine's files have no more counts as none.
            if (ZoneName.Find(node.TimeZone) is { } zone)
                return zone;
        }

        return null;
    }
}
