using Firstlight.Core;

namespace Firstlight.Accounts;

internal sealed class Organisations(IAccountStore store) : IOrganisations, IDisposable
{
    // A change is read, merged and written: one after the other, so that two of them both count.
    private readonly SemaphoreSlim _changing = new(1, 1);

    public Task<Organisation?> FindAsync(OrganisationId id, CancellationToken cancellation) =>
        store.FindOrganisationAsync(id, cancellation);

    public async Task<Outcome<Organisation>> ChangeAsync(
        OrganisationId id,
        string? name,
        bool? signUpAllowed,
        CancellationToken cancellation
    )
    {
        if (name is not null && !PersonRules.IsName(name.Trim(), AccountLimits.OrganisationNameCharactersMax))
            return Refusal.Invalid(
                "name",
                $"An organisation's name has 1 to {AccountLimits.OrganisationNameCharactersMax} characters and no control characters."
            );
        await _changing.WaitAsync(cancellation);
        try
        {
            if (await store.FindOrganisationAsync(id, cancellation) is not { } known)
                return Refusal.NotFound("organisation", $"There is no organisation {id}.");
            var changed = known with
            {
                Name = name?.Trim() ?? known.Name,
                SignUpAllowed = signUpAllowed ?? known.SignUpAllowed,
            };
            await store.UpdateOrganisationAsync(changed, cancellation);
            return changed;
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();
}
