using System.Security.Claims;

namespace Firstlight.Accounts;

/// <summary>Makes what a signed-in person shows with every request.</summary>
public interface ITickets
{
    /// <summary>
    /// What a ticket holds: the person's number and security stamp. Organisation and role are read from the store with each
    /// request, so that a changed right counts at once.
    /// </summary>
    ClaimsPrincipal PrincipalOf(Person person);

    /// <summary>A bearer token for tools; a secret.</summary>
    /// <param name="lifetime">How long it works; null: as long as any ticket.</param>
    /// <param name="scopes">What it allows at most; null: whatever the account may do.</param>
    BearerTicket IssueBearer(Person person, TimeSpan? lifetime = null, Permissions? scopes = null);
}

/// <summary>A bearer token.</summary>
/// <param name="AccessToken">The secret.</param>
/// <param name="ExpiresAt">From when it is worthless.</param>
public sealed record BearerTicket(string AccessToken, DateTimeOffset ExpiresAt)
{
    /// <summary>Redacted.</summary>
    public override string ToString() => $"bearer ticket until {ExpiresAt:O}";
}
