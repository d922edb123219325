using Firstlight.Core;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Accounts;

/// <summary>A question to an authenticator. It can be answered once, within a few minutes.</summary>
/// <param name="Id">Goes back with the answer.</param>
/// <param name="OptionsJson">For <c>navigator.credentials</c>, in the form of the browser's own JSON methods.</param>
public sealed record PasskeyChallenge(string Id, string OptionsJson);

/// <summary>Passkeys of a person who is signed in (docs/decisions/0014).</summary>
public interface IPasskeys
{
    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<Passkey>> ListAsync(UserId person, CancellationToken cancellation);

    /// <summary>Asks the person's authenticator for a new key.</summary>
    Task<Outcome<PasskeyChallenge>> BeginAddAsync(Caller caller, HttpContext context);

    /// <summary>Takes the authenticator's answer.</summary>
    /// <param name="credentialJson">The credential as the browser's <c>toJSON</c> gives it.</param>
    Task<Outcome<Passkey>> AddAsync(
        Caller caller,
        string? challenge,
        string credentialJson,
        string? name,
        HttpContext context
    );

    /// <summary>Calls it something else.</summary>
    Task<Outcome<Passkey>> RenameAsync(UserId person, string id, string? name, CancellationToken cancellation);

    /// <summary>It lets nobody in any more.</summary>
    Task<Outcome<Done>> RemoveAsync(PersonActor actor, string id, CancellationToken cancellation);
}

/// <summary>Signing in by passkey: nothing is typed, not even an address.</summary>
public interface IPasskeySignIn
{
    /// <summary>Asks for any passkey of this place. Refused when this remote address asks too often.</summary>
    Task<Outcome<PasskeyChallenge>> BeginAsync(HttpContext context);

    /// <summary>Takes the authenticator's answer.</summary>
    Task<SignInAnswer> SignInAsync(string? challenge, string credentialJson, HttpContext context);
}
