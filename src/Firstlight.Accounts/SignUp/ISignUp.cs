using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>How strangers make an account of their own, where the root organisation allows it (docs/decisions/0026).</summary>
public interface ISignUp
{
    /// <summary>What becomes of them now.</summary>
    Task<SignUpMode> ReadModeAsync(CancellationToken cancellation);

    /// <summary>
    /// Makes a person with the role User in the root organisation, or the administrator of an organisation of their own. When the
    /// address is taken nothing happens, and the answer is the same: only who then signs in with the password learns how it went.
    /// </summary>
    /// <param name="account">What they say.</param>
    /// <param name="remoteAddress">From where.</param>
    /// <param name="onMade">Hears of an organisation as soon as it is on disk.</param>
    Task<Outcome<Done>> SignUpAsync(
        NewAccount account,
        string? remoteAddress,
        Func<MadeOrganisation, Task> onMade,
        CancellationToken cancellation
    );
}

/// <summary>What a stranger says. A class, not a record: a record would print its secrets.</summary>
public sealed class NewAccount
{
    /// <summary>The e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The password.</summary>
    public string? Password { get; init; }

    /// <summary>What to call the person.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// What to call an organisation of their own; nothing takes the person's name. It counts only where people get one.
    /// </summary>
    public string? Organisation { get; init; }
}
