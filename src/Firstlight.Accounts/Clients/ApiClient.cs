using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>A program of an integrator that calls the REST door in the name of an organisation (docs/decisions/0025).</summary>
/// <param name="Account">Its number, of the same kind as a person's: what it does is noted with it.</param>
/// <param name="ClientId">What OAuth2 calls it by; no secret.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Organisation">Where it acts; with the permission to switch also in those below.</param>
/// <param name="Access">What it may do, and how often.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it last came in, to the minute; null for never.</param>
/// <param name="SuspendedAt">Since when it is kept out; null for not.</param>
/// <param name="Secrets">The newest first; never more than <see cref="SecretsMax"/>.</param>
public sealed record ApiClient(
    UserId Account,
    string ClientId,
    string Name,
    OrganisationId Organisation,
    ClientAccess Access,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? SuspendedAt,
    IReadOnlyList<ApiSecretInfo> Secrets
)
{
    /// <summary>The present secret and the one before it.</summary>
    public const int SecretsMax = 2;

    /// <summary>Clients that one organisation has.</summary>
    public const int PerOrganisationMax = 50;
}

/// <summary>What an API client may do.</summary>
/// <param name="Scopes">Its permissions.</param>
/// <param name="RequestsPerMinute">How many requests it may make; 1 to <see cref="RequestsPerMinuteMax"/>.</param>
/// <param name="CreatedBy">Who made it; null when that is not known any more.</param>
public sealed record ClientAccess(Permissions Scopes, int RequestsPerMinute, UserId? CreatedBy)
{
    /// <summary>What a client gets when nothing else is asked for.</summary>
    public const int RequestsPerMinuteDefault = 600;

    /// <summary>The rate that the product we are compatible with allows a whole organisation.</summary>
    public const int RequestsPerMinuteMax = 10_000;

    /// <summary>
    /// What no client is given: to make clients, and to hand out links to new passwords. A stolen secret would live on in what it made.
    /// </summary>
    public const Permissions NeverGiven = Permissions.ManageApiClients | Permissions.ChangePasswords;
}

/// <summary>What is known about a secret: not the secret.</summary>
/// <param name="Tail">Its last characters, to tell it from others.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when it is worthless; null for never.</param>
public sealed record ApiSecretInfo(string Tail, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>What is said about a client; null leaves it as it is.</summary>
public sealed record ApiClientDraft(string? Name, Permissions? Scopes, int? RequestsPerMinute, bool? Suspended);

/// <summary>A client with its new secret, which is shown this once.</summary>
public sealed record IssuedApiClient(ApiClient Client, string Secret)
{
    /// <summary>Redacted.</summary>
    public override string ToString() => $"API client {Client.ClientId} with a new secret";
}
