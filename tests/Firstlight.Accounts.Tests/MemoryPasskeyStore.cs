using Firstlight.Core;

namespace Firstlight.Accounts.Tests;

/// <summary>Passkeys in memory.</summary>
public sealed class MemoryPasskeyStore : IPasskeyStore
{
    private readonly Dictionary<string, Passkey> _passkeys = [];

    public Task<IReadOnlyList<Passkey>> ListAsync(UserId person, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Passkey>>([
            .. _passkeys.Values.Where(passkey => passkey.Person == person).OrderBy(passkey => passkey.CreatedAt),
        ]);

    public Task<Passkey?> FindAsync(string id, CancellationToken cancellation) =>
        Task.FromResult(_passkeys.GetValueOrDefault(id));

    public Task<bool> TryInsertAsync(Passkey passkey, int max, CancellationToken cancellation) =>
        Task.FromResult(
            _passkeys.Values.Count(other => other.Person == passkey.Person) < max
                && _passkeys.TryAdd(passkey.Id, passkey)
        );

    public Task UpdateAsync(Passkey passkey, CancellationToken cancellation)
    {
        if (_passkeys.ContainsKey(passkey.Id))
            _passkeys[passkey.Id] = passkey;
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(UserId person, string id, CancellationToken cancellation) =>
        Task.FromResult(_passkeys.TryGetValue(id, out var passkey) && passkey.Person == person && _passkeys.Remove(id));
}
