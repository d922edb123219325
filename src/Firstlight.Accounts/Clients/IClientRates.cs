using System.Security.Claims;

namespace Firstlight.Accounts;

/// <summary>How often API clients come.</summary>
public interface IClientRates
{
    /// <summary>
    /// Counts a request of <paramref name="caller"/>; a person is never refused. A client that was quiet may send a minute's worth at once.
    /// </summary>
    /// <param name="retryAfter">When refused: how long to wait.</param>
    bool TryTake(ClaimsPrincipal caller, out TimeSpan retryAfter);
}
