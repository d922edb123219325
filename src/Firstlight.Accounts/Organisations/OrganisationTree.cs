using Firstlight.Core;

namespace Firstlight.Accounts;

internal sealed class OrganisationTree(IOrganisationStore store) : IOrganisationTree
{
    public async ValueTask<bool> IsWithinAsync(
        OrganisationId organisation,
        OrganisationId top,
        CancellationToken cancellation
    )
    {
        if (organisation == top)
            return true;
        var path = await store.ReadPathAsync(organisation, cancellation);
        return path.Any(node => node.Id == top);
    }
}
