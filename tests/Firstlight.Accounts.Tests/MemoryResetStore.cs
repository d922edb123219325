using Firstlight.Core;

namespace Firstlight.Accounts.Tests;

/// <summary>Password resets in memory, beside the people they change.</summary>
public sealed class MemoryResetStore(MemoryAccountStore people) : IPasswordResetStore
{
    private readonly List<PasswordReset> _resets = [];

    public IReadOnlyList<PasswordReset> All => _resets;

    public Task InsertAsync(PasswordReset reset, CancellationToken cancellation)
    {
        _resets.RemoveAll(old => old.ExpiresAt <= reset.RequestedAt);
        if (reset.Digest is not null)
            _resets.RemoveAll(old => old.Person == reset.Person && old.Digest is null);
        if (reset.Digest is not null || !_resets.Exists(old => old.Person == reset.Person && old.Digest is null))
            _resets.Add(reset);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PasswordReset>> ListWaitingAsync(
        OrganisationId organisation,
        DateTimeOffset now,
        int limit,
        CancellationToken cancellation
    ) =>
        Task.FromResult<IReadOnlyList<PasswordReset>>([
            .. _resets.Where(reset => reset.Digest is null && reset.ExpiresAt > now).Reverse().Take(limit),
        ]);

    public Task<PasswordReset?> FindAsync(string digest, DateTimeOffset now, CancellationToken cancellation) =>
        Task.FromResult(_resets.Find(reset => reset.Digest == digest && reset.ExpiresAt > now));

    public async Task<bool> TryCompleteAsync(
        string digest,
        DateTimeOffset now,
        Person changed,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(digest, now, cancellation) is null)
            return false;
        _resets.RemoveAll(reset => reset.Person == changed.Id);
        return await people.TryUpdateAsync(changed, cancellation);
    }
}
