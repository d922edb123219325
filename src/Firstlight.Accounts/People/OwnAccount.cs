using Firstlight.Core;
using Microsoft.AspNetCore.Identity;

namespace Firstlight.Accounts;

internal sealed class OwnAccount(
    UserManager<Person> people,
    IAccountStore store,
    SignInGuard guard,
    OpenSessions sessions,
    IAuditLog audit
) : IOwnAccount
{
    private static readonly Refusal WrongPassword = new(
        RefusalKind.Forbidden,
        "wrong_password",
        "The password is wrong.",
        "password"
    );

    private static readonly Refusal Locked = new(
        RefusalKind.LimitReached,
        "account_locked",
        "Too many wrong passwords for this account. Wait before you try again."
    );

    private static readonly Refusal LastAdministrator = new(
        RefusalKind.Conflict,
        "last_administrator",
        "You are the last administrator. Make somebody else one first."
    );

    public async Task<Outcome<Done>> DeleteAsync(PersonActor person, string? password, CancellationToken cancellation)
    {
        // Of two last administrators who leave at once, one stays.
        using var rights = await guard.TakeRightsTurnAsync(cancellation);
        if (await store.FindAsync(person.Person, cancellation) is not { } known)
            return default(Done);
        using var turn = await guard.AccountTurns.TakeAsync(known.NormalizedEmail, cancellation);
        if (await people.IsLockedOutAsync(known))
            return Locked;
        if (
            password is null or { Length: > AccountLimits.PasswordCharactersMax }
            || !await people.CheckPasswordAsync(known, password)
        )
        {
            IdentityFault.ThrowUnless(await people.AccessFailedAsync(known));
            return WrongPassword;
        }

        if (
            known.Role.Id == Role.Admin.Id
            && known.Organisation == OrganisationId.Root
            && !await store.AnyOtherAsync(known, cancellation)
        )
            return LastAdministrator;
        await store.DeleteAsync(known.Id, cancellation);
        sessions.End(known.Id);
        await audit.RecordAsync(
            known.Id,
            known.Organisation,
            AuditActions.PersonDeleted,
            $"person/{known.Id}",
            person.RemoteAddress,
            cancellation
        );
        return default(Done);
    }
}
