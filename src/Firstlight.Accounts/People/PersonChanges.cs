using Firstlight.Core;
using Microsoft.AspNetCore.Identity;

namespace Firstlight.Accounts;

/// <summary>
/// The one way in which a stored person is changed: one change after the other per account, on what the store says now, and
/// whoever is in for long hears when the change ends it.
/// </summary>
internal sealed class PersonChanges(UserManager<Person> people, SignInGuard guard, OpenSessions sessions)
{
    /// <summary>The person as changed; null when there is none, or when <paramref name="change"/> would rather not.</summary>
    /// <param name="store">How it is stored; null: as every change is. False: somebody was faster, and nothing was stored.</param>
    public async Task<Person?> TryChangeAsync(
        UserId id,
        Func<Person, bool> change,
        CancellationToken cancellation,
        Func<Person, Task<bool>>? store = null
    )
    {
        if (await people.FindByIdAsync(id.ToString()) is not { } known)
            return null;
        using var turn = await guard.AccountTurns.TakeAsync(known.NormalizedEmail, cancellation);
        if (await people.FindByIdAsync(id.ToString()) is not { } person)
            return null;
        var (stamp, role) = (person.SecurityStamp, person.Role.Id);
        if (!change(person))
            return null;
        if (store is null)
            IdentityFault.ThrowUnless(await people.UpdateAsync(person));
        else if (!await store(person))
            return null;
        if (person.SecurityStamp != stamp || person.Role.Id != role)
            sessions.End(id);
        return person;
    }
}
