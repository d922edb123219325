using Microsoft.AspNetCore.Identity;

namespace Firstlight.Accounts;

/// <summary>What Identity's passkey handler reads; changes go through <see cref="IPasskeyStore"/> itself, which says how they went.</summary>
internal sealed partial class PersonStore : IUserPasskeyStore<Person>
{
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancellationToken) =>
        [.. (await passkeys.ListAsync(user.Id, cancellationToken)).Select(passkey => passkey.ToInfo())];

    public async Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(StoredPasskeys.IdOf(credentialId), cancellationToken) is { } passkey
            ? await store.FindAsync(passkey.Person, cancellationToken)
            : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(
        Person user,
        byte[] credentialId,
        CancellationToken cancellationToken
    ) =>
        await passkeys.FindAsync(StoredPasskeys.IdOf(credentialId), cancellationToken) is { } passkey
        && passkey.Person == user.Id
            ? passkey.ToInfo()
            : null;

    public async Task AddOrUpdatePasskeyAsync(Person user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var stored = StoredPasskeys.From(passkey, user.Id);
        if (!await passkeys.TryInsertAsync(stored, PasskeyRing.PerPersonMax, cancellationToken))
            await passkeys.UpdateAsync(stored, cancellationToken);
    }

    public Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) =>
        passkeys.DeleteAsync(user.Id, StoredPasskeys.IdOf(credentialId), cancellationToken);
}
