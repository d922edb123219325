using System.Security.Claims;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>For requests that go on for long: they end when the sessions of their person do.</summary>
public interface IOpenSessions
{
    /// <summary>
    /// Begins one. Its end is told at once when the person signs out everywhere, is suspended or gets another role; it has
    /// ended already when that happened since the request began.
    /// </summary>
    /// <param name="caller">The signed-in person of the request.</param>
    /// <exception cref="StorageUnavailableException">Nobody knows now.</exception>
    Task<IOpenSession> EnterAsync(ClaimsPrincipal caller, CancellationToken cancellation);
}

/// <summary>One of them; dispose it when the request is over.</summary>
public interface IOpenSession : IDisposable
{
    /// <summary>Cancelled when the person must not go on.</summary>
    CancellationToken Ended { get; }
}
