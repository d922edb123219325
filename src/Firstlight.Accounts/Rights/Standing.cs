using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What somebody may do at this moment, as the store says: a request may have begun before a right was taken away.</summary>
internal sealed class Standing(IAccountStore people, IOrganisationStore organisations)
{
    public static readonly Refusal NoLonger = new(
        RefusalKind.Forbidden,
        "forbidden",
        "Your role does not allow this any more."
    );

    public async Task<Permissions> ReadAsync(PersonActor actor, CancellationToken cancellation) =>
        await ReadAllAsync(actor, cancellation) & actor.Permissions;

    private async Task<Permissions> ReadAllAsync(PersonActor actor, CancellationToken cancellation)
    {
        if (await people.FindAsync(actor.Person, cancellation) is not { SuspendedAt: null } person)
            return Permissions.None;
        if (person.Organisation == actor.Organisation)
            return person.Permissions;
        var path = await organisations.ReadPathAsync(actor.Organisation, cancellation);
        return
            person.Permissions.HasFlag(Permissions.SwitchOrganisations)
            && path.Any(node => node.Id == person.Organisation)
            ? person.Permissions
            : Permissions.None;
    }

    /// <summary>Nobody gives, takes or changes more than they have.</summary>
    public static Refusal? CheckReach(Permissions own, Permissions asked) =>
        (asked & ~own) is var beyond && beyond == Permissions.None
            ? null
            : new Refusal(
                RefusalKind.Forbidden,
                "beyond_own_permissions",
                $"This needs permissions that you do not have yourself: {beyond}. Ask somebody who has them."
            );
}
