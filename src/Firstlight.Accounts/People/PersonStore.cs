using Firstlight.Core;
using Microsoft.AspNetCore.Identity;

namespace Firstlight.Accounts;

/// <summary>Identity's stores on our port. The e-mail address is the user name.</summary>
internal sealed partial class PersonStore(IAccountStore store, IPasskeyStore passkeys, IdentityErrorDescriber errors)
    : IUserPasswordStore<Person>,
        IUserEmailStore<Person>,
        IUserLockoutStore<Person>,
        IUserSecurityStampStore<Person>
{
    public async Task<IdentityResult> CreateAsync(Person user, CancellationToken cancellationToken) =>
        ResultOf(await store.TryInsertAsync(user, cancellationToken), user);

    public async Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken) =>
        ResultOf(await store.TryUpdateAsync(user, cancellationToken), user);

    public async Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(user.Id, cancellationToken);
        return IdentityResult.Success;
    }

    public async Task<Person?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        long.TryParse(userId, out var number) ? await store.FindAsync(new UserId(number), cancellationToken) : null;

    public Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        store.FindByEmailAsync(normalizedUserName, cancellationToken);

    public Task<Person?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        store.FindByEmailAsync(normalizedEmail, cancellationToken);

    public Task<string> GetUserIdAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancellationToken) =>
        SetEmailAsync(user, userName, cancellationToken);

    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedUserNameAsync(Person user, string? normalizedName, CancellationToken cancellationToken) =>
        SetNormalizedEmailAsync(user, normalizedName, cancellationToken);

    public Task<string?> GetEmailAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public Task SetEmailAsync(Person user, string? email, CancellationToken cancellationToken)
    {
        user.Email = email ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedEmailAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedEmailAsync(Person user, string? normalizedEmail, CancellationToken cancellationToken)
    {
        user.NormalizedEmail = normalizedEmail ?? "";
        return Task.CompletedTask;
    }

    // Nothing sends mail yet, so no address can be confirmed and none is asked to be.
    public Task<bool> GetEmailConfirmedAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetEmailConfirmedAsync(Person user, bool confirmed, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(Person user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<int> GetAccessFailedCountAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AccessFailedCount);

    public Task<int> IncrementAccessFailedCountAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(Person user, CancellationToken cancellationToken)
    {
        user.AccessFailedCount = 0;
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.LockoutEnd);

    public Task SetLockoutEndDateAsync(Person user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        user.LockoutEnd = lockoutEnd;
        return Task.CompletedTask;
    }

    // Everybody can be locked out; there is no account that may be guessed at for ever.
    public Task<bool> GetLockoutEnabledAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Person user, bool enabled, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<string?> GetSecurityStampAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(Person user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public void Dispose() { }

    private IdentityResult ResultOf(bool stored, Person user) =>
        stored ? IdentityResult.Success : IdentityResult.Failed(errors.DuplicateEmail(user.Email));
}
