using Firstlight.Core;

namespace Firstlight.Accounts;

internal sealed partial class PeopleDirectory(
    IAccountStore store,
    IRoles roles,
    Standing standing,
    PersonChanges changes,
    SignInGuard guard,
    IOrganisations organisations,
    OpenSessions sessions,
    IAuditLog audit,
    IRandomSource random,
    TimeProvider time
) : IPeopleDirectory
{
    private static readonly Refusal OwnAccount = new(
        RefusalKind.Conflict,
        "own_account",
        "Your own account and role are changed by another administrator."
    );

    public async Task<Person?> FindAsync(OrganisationId organisation, UserId person, CancellationToken cancellation) =>
        await store.FindAsync(person, cancellation) is { Access: null } known && known.Organisation == organisation
            ? known
            : null;

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

    // Nobody changes themselves or who has more rights at this moment: one administrator is always left.
    public async Task<Outcome<Person>> ChangeAsync(
        PersonActor actor,
        UserId person,
        RoleId? role,
        bool? suspended,
        CancellationToken cancellation
    )
    {
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        var needed = suspended is null ? Permissions.EditUsers : Permissions.EditUsers | Permissions.SuspendUsers;
        var found = await FindInReachAsync(actor, needed, person, cancellation);
        if (!found.Succeeded)
            return found.Refusal;
        var (known, own) = found.Value;
        Role? wanted = null;
        if (role is { } number && (wanted = await roles.FindAsync(actor.Organisation, number, cancellation)) is null)
            return Refusal.Invalid("roleId", $"There is no role {number} here. GET /api/v1/roles lists them.");
        if (Standing.CheckReach(own, wanted?.Permissions ?? Permissions.None) is { } beyond)
            return beyond;
        var words = new List<string>();
        var changed = await changes.TryChangeAsync(person, Change, cancellation);
        foreach (var word in words)
            await NoteAsync(actor, word, person, cancellation);
        return changed ?? known;

        bool Change(Person current)
        {
            if (wanted is not null && wanted.Id != current.Role.Id)
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
