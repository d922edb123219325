using Firstlight.Accounts;

namespace Firstlight.Api;

/// <param name="Scopes">Permissions in words.</param>
/// <param name="RequestsPerMinute">How many requests it may make; 600 when nothing is said.</param>
/// <param name="Suspended">True keeps it out, false lets it in again.</param>
/// <param name="ExpiresAt">From when its first secret is worthless; none for never.</param>
internal sealed record ApiClientRequest(
    string? Name,
    IReadOnlyList<string>? Scopes,
    int? RequestsPerMinute,
    bool? Suspended,
    DateTimeOffset? ExpiresAt
)
{
    public ApiClientDraft ToDraft(Permissions? scopes) => new(Name, scopes, RequestsPerMinute, Suspended);
}

/// <param name="OverlapMinutes">How long the secret before lives on.</param>
/// <param name="ExpiresAt">From when the new one is worthless; none for never.</param>
internal sealed record RotateSecret(int? OverlapMinutes, DateTimeOffset? ExpiresAt);

/// <param name="ClientId">What OAuth2 calls it by; no secret.</param>
/// <param name="Scopes">What it may do, in words.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="LastUsedAt">To the minute; null for never.</param>
/// <param name="Secrets">The newest first.</param>
internal sealed record ApiClientAnswer(
    long Id,
    string ClientId,
    string Name,
    IReadOnlyList<string> Scopes,
    int RequestsPerMinute,
    bool Suspended,
    long? CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    IReadOnlyList<ApiSecretAnswer> Secrets
)
{
    public static ApiClientAnswer Of(ApiClient client) =>
        new(
            client.Account.Value,
            client.ClientId,
            client.Name,
            PermissionWords.Of(client.Access.Scopes),
            client.Access.RequestsPerMinute,
            client.SuspendedAt is not null,
            client.Access.CreatedBy?.Value,
            client.CreatedAt,
            client.LastUsedAt,
            [.. client.Secrets.Select(secret => new ApiSecretAnswer(secret.Tail, secret.CreatedAt, secret.ExpiresAt))]
        );
}

/// <param name="Tail">The last characters, to tell it from others.</param>
internal sealed record ApiSecretAnswer(string Tail, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>A class, not a record: a record would print its secret.</summary>
internal sealed class IssuedApiClientAnswer(ApiClientAnswer client, string clientSecret)
{
    public ApiClientAnswer Client { get; } = client;

    /// <summary>Shown this once: as an API key in "Authorization: Bearer …", or to get access tokens with.</summary>
    public string ClientSecret { get; } = clientSecret;

    public static IssuedApiClientAnswer Of(IssuedApiClient issued) =>
        new(ApiClientAnswer.Of(issued.Client), issued.Secret);
}
