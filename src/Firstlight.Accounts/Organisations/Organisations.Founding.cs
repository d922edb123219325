using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>Organisations of people who come by themselves (docs/decisions/0026).</summary>
internal sealed partial class Organisations
{
    public async Task<Outcome<Founding>> FoundAsync(string name, Person first, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            if (await CheckRoomAsync(OrganisationId.Root, cancellation) is { } full)
                return full;
            var names = OrganisationNames.For(name, random);
            return await store.FoundAsync(Draft(OrganisationId.Root, names[0]), names, first, cancellation);
        }
        finally
        {
            _changing.Release();
        }
    }

    private Refusal? CheckSignUp(SignUpMode wanted, Organisation organisation)
    {
        if (wanted != SignUpMode.Off && organisation.Parent is not null)
            return RootOnly;
        return wanted == SignUpMode.OwnOrganisation && options.Value.OrganisationDepthMax < 2 ? NoLevelBelow : null;
    }
}
