using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts.Tests;

/// <summary>Identity's hasher with few rounds, counting how often a password is really checked.</summary>
public sealed class CountingHasher : IPasswordHasher<Person>
{
    private readonly PasswordHasher<Person> _inner = new(
        Options.Create(new PasswordHasherOptions { IterationCount = 1 })
    );

    private int _checks;

    public int Checks => Volatile.Read(ref _checks);

    public string HashPassword(Person user, string password) => _inner.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref _checks);
        return _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
