using Firstlight.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

/// <summary>What sign-ins remember between requests; all of it in memory and bounded.</summary>
internal sealed class SignInGuard(
    IOptions<AccountsOptions> options,
    IPasswordHasher<Person> hasher,
    IRandomSource random,
    TimeProvider time
)
{
    private readonly Turns _rights = new();
    private readonly Lazy<string> _decoyHash = new(() => HashOfNothing(hasher, random));

    /// <summary>Failures per remote address.</summary>
    public FailureLedger Addresses { get; } =
        new(time, options.Value.AddressFailuresMax, options.Value.AddressWindow, AccountLimits.TrackedKeysMax);

    /// <summary>Failures per e-mail address nobody has: they lock like accounts, so that locking tells nothing.</summary>
    public FailureLedger Strangers { get; } =
        new(time, options.Value.LockOutFailuresMax, options.Value.LockOutDuration, AccountLimits.TrackedKeysMax);

    public Turns AddressTurns { get; } = new();

    public Turns AccountTurns { get; } = new();

    /// <summary>Changes of rights come one after the other, so that each is judged by what the one before has left.</summary>
    public Task<Turns.Turn> TakeRightsTurnAsync(CancellationToken cancellation) =>
        _rights.TakeAsync(nameof(_rights), cancellation);

    /// <summary>Takes the time of a real check.</summary>
    public void CheckDecoy(string password) => hasher.VerifyHashedPassword(new Person(), _decoyHash.Value, password);

    private static string HashOfNothing(IPasswordHasher<Person> hasher, IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[AccountLimits.StampBytes];
        random.Fill(bytes);
        return hasher.HashPassword(new Person(), Convert.ToHexString(bytes));
    }
}
