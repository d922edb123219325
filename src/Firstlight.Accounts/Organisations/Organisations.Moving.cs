using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>Organisations that go to another place with everybody and everything in them (docs/decisions/0026).</summary>
internal sealed partial class Organisations
{
    public async Task<Outcome<MovedOrganisation>> TransferAsync(
        OrganisationId top,
        OrganisationId id,
        OrganisationTransfer transfer,
        CancellationToken cancellation
    )
    {
        // A role that is being given must be there at the new place, too: not in between.
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        await _changing.WaitAsync(cancellation);
        try
        {
            if (await FindAsync(top, id, cancellation) is not { } known)
                return Unknown(id);
            if (known.Parent is not { } from)
                return NotRoot;
            if (id == top)
                return NotOwn;
            if (transfer.Confirmation?.Trim() != known.Name)
                return Refusal.Invalid("confirmation", $"Give the name, {known.Name}, as 'confirmation'.");
            if (transfer.Parent is not { } to)
                return Refusal.Invalid("parentId", "Say where to: the id of the organisation above.");
            if (await CheckPlaceAsync(top, known, to, cancellation) is { } refusal)
                return refusal;
            var obstacles = await store.TryMoveAsync(id, to, time.GetUtcNow(), cancellation);
            if (!obstacles.AreNone)
                return OrganisationRules.Obstructed(known, obstacles);
            // Whoever looked into it from above may not be above it any more.
            sessions.EndVisits();
            return new MovedOrganisation(known with { Parent = to }, from);
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<Refusal?> CheckPlaceAsync(
        OrganisationId top,
        Organisation organisation,
        OrganisationId parent,
        CancellationToken cancellation
    )
    {
        var path = await store.ReadPathAsync(parent, cancellation);
        if (path.All(node => node.Id != top))
            return Unknown(parent);
        if (path.Any(node => node.Id == organisation.Id))
            return OrganisationRules.BelowItself(organisation);
        if (parent == organisation.Parent)
            return OrganisationRules.AlreadyThere(organisation);
        var height = await store.ReadHeightAsync(organisation.Id, cancellation);
        return path.Count + height > options.Value.OrganisationDepthMax
            ? OrganisationRules.TooDeep(options.Value.OrganisationDepthMax)
            : null;
    }
}
