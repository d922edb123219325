using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>How people prove who they are.</summary>
public interface ISignIn
{
    /// <summary>
    /// Checks an e-mail address and a password. An unknown address takes as long and answers as a wrong password does, locking
    /// included, so that nobody learns who has an account.
    /// </summary>
    /// <param name="remoteAddress">Where the caller is, without port; failures are counted per address.</param>
    /// <exception cref="StorageUnavailableException">Nobody knows now; nothing was counted.</exception>
    Task<SignInAnswer> SignInAsync(
        string? email,
        string? password,
        string? remoteAddress,
        CancellationToken cancellation
    );

    /// <summary>Makes every cookie and bearer token of the person worthless, at once.</summary>
    Task EndAllSessionsAsync(UserId person, string? remoteAddress, CancellationToken cancellation);
}

/// <summary>How a sign-in went.</summary>
public abstract record SignInAnswer
{
    private SignInAnswer() { }

    /// <summary>It is them.</summary>
    public sealed record Accepted(Person Person) : SignInAnswer;

    /// <summary>No such account, or another password: which of the two is not told.</summary>
    public sealed record BadCredentials : SignInAnswer;

    /// <summary>It is them, and an administrator keeps them out.</summary>
    public sealed record Suspended : SignInAnswer;

    /// <summary>Too many wrong passwords for this account.</summary>
    public sealed record LockedUntil(DateTimeOffset Until) : SignInAnswer;

    /// <summary>Too many failures from this remote address.</summary>
    public sealed record Throttled(DateTimeOffset Until) : SignInAnswer;
}
