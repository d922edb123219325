using Firstlight.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace Firstlight.Accounts;

internal sealed class SignIn(
    UserManager<Person> people,
    PersonChanges changes,
    SignInGuard guard,
    IAuditLog audit,
    IRandomSource random,
    TimeProvider time,
    ILogger<SignIn> logger
) : ISignIn
{
    private static readonly SignInAnswer BadCredentials = new SignInAnswer.BadCredentials();

    public async Task<SignInAnswer> SignInAsync(
        string? email,
        string? password,
        string? remoteAddress,
        CancellationToken cancellation
    )
    {
        var address = RemoteNetwork.Of(remoteAddress);
        if (guard.Addresses.IsBlocked(address, out var until))
            return new SignInAnswer.Throttled(until.Value);

        using var turn = await guard.AddressTurns.TakeAsync(address, cancellation);
        if (guard.Addresses.IsBlocked(address, out until))
            return new SignInAnswer.Throttled(until.Value);

        var answer = await CheckAsync(email, password, remoteAddress, cancellation);
        if (answer is not SignInAnswer.Accepted && guard.Addresses.Fail(address) is { } blockedUntil)
            Log.AddressBlocked(logger, address, blockedUntil);
        return answer;
    }

    public async Task EndAllSessionsAsync(UserId person, string? remoteAddress, CancellationToken cancellation)
    {
        if (await changes.TryChangeAsync(person, Renew, cancellation) is not { } found)
            return;
        await audit.RecordAsync(
            found.Id,
            found.Organisation,
            AuditActions.SignedOutEverywhere,
            $"person/{found.Id}",
            remoteAddress,
            cancellation
        );
    }

    private bool Renew(Person person)
    {
        person.SecurityStamp = SecurityStamp.New(random);
        return true;
    }

    private async Task<SignInAnswer> CheckAsync(
        string? email,
        string? password,
        string? remoteAddress,
        CancellationToken cancellation
    )
    {
        email = email?.Trim();
        if (email is null or { Length: 0 or > AccountLimits.EmailCharactersMax })
            return BadCredentials;
        if (password is null or { Length: 0 or > AccountLimits.PasswordCharactersMax })
            return BadCredentials;

        var key = people.NormalizeEmail(email);
        using var turn = await guard.AccountTurns.TakeAsync(key, cancellation);
        var person = await people.FindByEmailAsync(email);
        if (person is null)
            return RefuseStranger(key, password);
        if (await people.IsLockedOutAsync(person))
            return new SignInAnswer.LockedUntil(person.LockoutEnd!.Value);
        if (!await people.CheckPasswordAsync(person, password))
            return await CountFailureAsync(person, remoteAddress, cancellation);
        // Only now: a stranger does not learn who is suspended.
        return person.SuspendedAt is null
            ? await AcceptAsync(person, remoteAddress, cancellation)
            : new SignInAnswer.Suspended();
    }

    private SignInAnswer RefuseStranger(string key, string password)
    {
        if (guard.Strangers.IsBlocked(key, out var until))
            return new SignInAnswer.LockedUntil(until.Value);
        guard.CheckDecoy(password);
        return guard.Strangers.Fail(key) is { } blockedUntil
            ? new SignInAnswer.LockedUntil(blockedUntil)
            : BadCredentials;
    }

    private async Task<SignInAnswer> AcceptAsync(Person person, string? remoteAddress, CancellationToken cancellation)
    {
        person.AccessFailedCount = 0;
        person.LastSignInAt = time.GetUtcNow();
        IdentityFault.ThrowUnless(await people.UpdateAsync(person));
        await audit.RecordAsync(
            person.Id,
            person.Organisation,
            AuditActions.SignedIn,
            $"person/{person.Id}",
            remoteAddress,
            cancellation
        );
        return new SignInAnswer.Accepted(person);
    }

    private async Task<SignInAnswer> CountFailureAsync(
        Person person,
        string? remoteAddress,
        CancellationToken cancellation
    )
    {
        // Stored whatever becomes of the request: a guesser who hangs up early is counted too.
        IdentityFault.ThrowUnless(await people.AccessFailedAsync(person));
        if (!await people.IsLockedOutAsync(person))
            return BadCredentials;

        Log.LockedOut(logger, person.Id, person.LockoutEnd!.Value, remoteAddress);
        await audit.RecordAsync(
            actor: null,
            person.Organisation,
            AuditActions.LockedOut,
            $"person/{person.Id}",
            remoteAddress,
            cancellation
        );
        return new SignInAnswer.LockedUntil(person.LockoutEnd.Value);
    }
}
