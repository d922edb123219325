using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>How strangers make an account of their own, where the root organisation allows it.</summary>
public interface ISignUp
{
    /// <summary>Whether it is allowed now.</summary>
    Task<bool> IsOpenAsync(CancellationToken cancellation);

    /// <summary>
    /// Makes a person with the role User in the root organisation. When the address is taken nothing happens, in the same
    /// time and with the same answer: only who then signs in with the password learns how it went.
    /// </summary>
    Task<Outcome<Done>> SignUpAsync(
        string? email,
        string? password,
        string? name,
        string? remoteAddress,
        CancellationToken cancellation
    );
}
