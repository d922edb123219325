using Firstlight.Core;

namespace Firstlight.Accounts;

internal sealed class PeopleDirectory(
    IAccountStore store,
    PersonChanges changes,
    SignInGuard guard,
    IAuditLog audit,
    IRandomSource random,
    TimeProvider time
) : IPeopleDirectory
{
    private static readonly Refusal OwnAccount = new(
        RefusalKind.Conflict,
        "own_account",
        "You cannot suspend yourself or change your own role. Ask another administrator."
    );

    private static readonly Refusal NoLonger = new(
        RefusalKind.Forbidden,
        "forbidden",
        "Your role does not allow this any more."
    );

    public Task<IReadOnlyList<Person>> ListAsync(
        OrganisationId organisation,
        UserId? after,
        int limit,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IPeopleDirectory.LimitMax + 1);
        return store.ListAsync(organisation, after, limit, cancellation);
    }

    // Nobody changes themselves, and only who is an administrator at this moment changes others: one is always left.
    public async Task<Outcome<Person>> ChangeAsync(
        PersonActor actor,
        UserId person,
        Role? role,
        bool? suspended,
        CancellationToken cancellation
    )
    {
        using var turn = await guard.OrganisationTurns.TakeAsync(actor.Organisation.ToString(), cancellation);
        if (await store.FindAsync(actor.Person, cancellation) is not { SuspendedAt: null, Role: Role.Admin })
            return NoLonger;
        if (await store.FindAsync(person, cancellation) is not { } known || known.Organisation != actor.Organisation)
            return Refusal.NotFound("person", $"There is no person {person}.");
        if (person == actor.Person)
            return OwnAccount;
        var words = new List<string>();
        var changed = await changes.TryChangeAsync(person, Change, cancellation);
        foreach (var word in words)
            await audit.RecordAsync(
                actor.Person,
                actor.Organisation,
                word,
                $"person/{person}",
                actor.RemoteAddress,
                cancellation
            );
        return changed ?? known;

        bool Change(Person current)
        {
            if (role is { } wanted && wanted != current.Role)
            {
                current.Role = wanted;
                words.Add(AuditActions.RoleChanged);
            }

            if (suspended is true && current.SuspendedAt is null)
            {
                current.SuspendedAt = time.GetUtcNow();
                // Sessions end for good: they do not come back when the person does.
                current.SecurityStamp = SecurityStamp.New(random);
                words.Add(AuditActions.Suspended);
            }
            else if (suspended is false && current.SuspendedAt is not null)
            {
                current.SuspendedAt = null;
                words.Add(AuditActions.Reinstated);
            }

            return words.Count > 0;
        }
    }
}
