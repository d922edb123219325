using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>
/// How a new installation gets its first person. There is no default password: the owner comes from the command line, or
/// through a link with a one-time token that only the operator's console shows.
/// </summary>
public interface IFirstOwner
{
    /// <summary>True while there is nobody.</summary>
    /// <exception cref="StorageUnavailableException">Nobody knows now.</exception>
    Task<bool> NeedsSetupAsync(CancellationToken cancellation);

    /// <summary>
    /// Makes the first person, an <see cref="Role.Admin"/> of the root organisation; on disk before this returns. Refuses
    /// (invalid) a bad e-mail address, password or name, and (conflict, <c>already_set_up</c>) when there is somebody
    /// already, however many try at once.
    /// </summary>
    /// <param name="name">1 to 100 characters; null takes the part of the address before the @.</param>
    Task<Outcome<Person>> CreateAsync(string? email, string? password, string? name, CancellationToken cancellation);

    /// <summary>
    /// A new set-up token for a link on the console: a secret that works once within
    /// <see cref="AccountsOptions.SetupTokenLifetime"/>. Kept in memory only; an older one dies.
    /// </summary>
    string NewSetupToken();

    /// <summary>
    /// <see cref="CreateAsync"/> for whoever holds the set-up token. Refuses (forbidden, <c>setup_token_refused</c>) a wrong,
    /// used or expired token. Only success uses the token up.
    /// </summary>
    Task<Outcome<Person>> TryCreateWithTokenAsync(
        string? token,
        string? email,
        string? password,
        string? name,
        CancellationToken cancellation
    );
}
