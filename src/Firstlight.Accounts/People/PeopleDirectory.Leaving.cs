using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>People who are sent out, moved and deleted.</summary>
internal sealed partial class PeopleDirectory
{
    public async Task<Outcome<Done>> SignOutAsync(PersonActor actor, UserId person, CancellationToken cancellation)
    {
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        var found = await FindInReachAsync(actor, Permissions.ForceLogout, person, cancellation);
        if (!found.Succeeded)
            return found.Refusal;
        await changes.TryChangeAsync(person, Renew, cancellation);
        await NoteAsync(actor, AuditActions.LoggedOut, person, cancellation);
        return default(Done);
    }

    public async Task<Outcome<Done>> DeleteAsync(
        PersonActor actor,
        UserId person,
        string? confirmation,
        CancellationToken cancellation
    )
    {
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        var found = await FindInReachAsync(actor, Permissions.DeleteUsers, person, cancellation);
        if (!found.Succeeded)
            return found.Refusal;
        if (confirmation != IOrganisations.DeleteWord)
            return Refusal.Invalid(
                "confirmation",
                $"Deleting cannot be undone. Give {IOrganisations.DeleteWord} as 'confirmation'."
            );
        await store.DeleteAsync(person, cancellation);
        sessions.End(person);
        await NoteAsync(actor, AuditActions.PersonDeleted, person, cancellation);
        return default(Done);
    }

    public async Task<Outcome<Person>> TransferAsync(
        PersonActor actor,
        UserId person,
        PersonTransfer transfer,
        Func<CancellationToken, Task<Refusal?>> before,
        CancellationToken cancellation
    )
    {
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        var found = await FindInReachAsync(actor, Permissions.TransferUsers, person, cancellation);
        if (!found.Succeeded)
            return found.Refusal;
        var (known, own) = found.Value;
        var home = (await store.FindAsync(actor.Person, cancellation))?.Organisation ?? actor.Organisation;
        if (await organisations.FindAsync(home, transfer.Organisation, cancellation) is null)
            return Refusal.NotFound("organisation", $"There is no organisation {transfer.Organisation}.");
        var number = transfer.Role ?? known.Role.Id;
        if (await roles.FindAsync(transfer.Organisation, number, cancellation) is not { } role)
            return Refusal.Invalid("roleId", $"People of that organisation cannot have role {number}.");
        if (Standing.CheckReach(own, role.Permissions) is { } beyond)
            return beyond;
        if (await before(cancellation) is { } refusal)
            return refusal;
        // What goes with the person has gone: the person follows, even if the caller leaves.
        var moved = await changes.TryChangeAsync(person, Move, CancellationToken.None);
        await NoteAsync(actor, AuditActions.PersonTransferred, person, CancellationToken.None);
        return moved ?? known;

        bool Move(Person current)
        {
            (current.Organisation, current.Role) = (transfer.Organisation, role);
            return Renew(current);
        }
    }

    /// <summary>The person, and what the actor may do, when the actor may do this to them.</summary>
    private async Task<Outcome<(Person Person, Permissions Own)>> FindInReachAsync(
        PersonActor actor,
        Permissions needed,
        UserId person,
        CancellationToken cancellation
    )
    {
        var own = await standing.ReadAsync(actor, cancellation);
        if ((own & needed) != needed)
            return Standing.NoLonger;
        if (await FindAsync(actor.Organisation, person, cancellation) is not { } known)
            return Refusal.NotFound("person", $"There is no person {person}.");
        if (person == actor.Person)
            return OwnAccount;
        return Standing.CheckReach(own, known.Role.Permissions) is { } beyond ? beyond : (known, own);
    }

    private bool Renew(Person person)
    {
        person.SecurityStamp = SecurityStamp.New(random);
        return true;
    }

    private Task NoteAsync(PersonActor actor, string action, UserId person, CancellationToken cancellation) =>
        audit.RecordAsync(
            actor.Person,
            actor.Organisation,
            action,
            $"person/{person}",
            actor.RemoteAddress,
            cancellation
        );
}
