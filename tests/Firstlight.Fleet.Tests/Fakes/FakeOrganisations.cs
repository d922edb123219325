using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>A tree of two levels: the root, and everybody else below it.</summary>
internal sealed class FakeOrganisations : IOrganisationTree
{
    public ValueTask<bool> IsWithinAsync(
        OrganisationId organisation,
        OrganisationId top,
        CancellationToken cancellation
    ) => ValueTask.FromResult(organisation == top || top == OrganisationId.Root);
}
