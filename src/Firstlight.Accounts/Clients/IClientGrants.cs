using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>OAuth2's client credentials grant (RFC 6749 §4.4).</summary>
public interface IClientGrants
{
    /// <summary>
    /// An access token for whoever knows a client's id and one of its living secrets. Which of the two is wrong is not told.
    /// </summary>
    /// <param name="scopes">To have fewer than the client has; null for all of them.</param>
    /// <param name="remoteAddress">Failures are counted per network address.</param>
    /// <exception cref="StorageUnavailableException">Nobody knows now; nothing was counted.</exception>
    Task<ClientGrant> GrantAsync(
        string? clientId,
        string? clientSecret,
        Permissions? scopes,
        string? remoteAddress,
        CancellationToken cancellation
    );
}

/// <summary>How a request for an access token went.</summary>
public abstract record ClientGrant
{
    private ClientGrant() { }

    /// <summary>It may go on.</summary>
    /// <param name="Ticket">What to show.</param>
    /// <param name="Scopes">What it allows.</param>
    public sealed record Granted(BearerTicket Ticket, Permissions Scopes) : ClientGrant;

    /// <summary>There is no such client, its secret is another one, or it is suspended.</summary>
    public sealed record BadClient : ClientGrant;

    /// <summary>It asks for more than it has.</summary>
    public sealed record BadScope(Permissions Beyond) : ClientGrant;

    /// <summary>Too many failures from this network.</summary>
    public sealed record Throttled(DateTimeOffset Until) : ClientGrant;
}
