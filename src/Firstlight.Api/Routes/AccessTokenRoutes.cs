using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Firstlight.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using AuthenticationHeaderValue = System.Net.Http.Headers.AuthenticationHeaderValue;

namespace Firstlight.Api;

/// <summary>
/// OAuth2's token endpoint (RFC 6749 §4.4), with the address, the forms and the answers of the product we are compatible with: who the client is
/// stands in the Basic header, in the query or in a form.
/// </summary>
internal static class AccessTokenRoutes
{
    private const string ClientCredentials = "client_credentials";

    public static void MapAccessTokens(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/oauth2/token", GrantAsync)
            .WithTags("API clients")
            .WithSummary("OAuth2: an access token for an API client (grant_type=client_credentials).")
            .WithMetadata(new RequestSizeLimitAttribute(ApiLimits.BodyDrainBytesMax))
            .Produces<GrantRefusal>(StatusCodes.Status400BadRequest)
            .Produces<GrantRefusal>(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Ok<AccessTokenAnswer>, JsonHttpResult<GrantRefusal>>> GrantAsync(
        HttpContext context,
        IClientGrants grants,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        context.Response.Headers.CacheControl = "no-store";
        var given = await ReadAsync(context.Request, cancellation);
        if (given.GrantType is null)
            return Refuse("invalid_request", $"Give grant_type={ClientCredentials}.");
        if (given.GrantType != ClientCredentials)
            return Refuse("unsupported_grant_type", $"This server grants {ClientCredentials} only.");
        var scopes = PermissionWords.Read(
            given.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            "scope"
        );
        if (!scopes.Succeeded)
            return Refuse("invalid_scope", scopes.Refusal.Message);
        var remote = context.Connection.RemoteIpAddress?.ToString();
        var grant = await grants.GrantAsync(given.ClientId, given.Secret, scopes.Value, remote, cancellation);
        switch (grant)
        {
            case ClientGrant.Granted(var ticket, var allowed):
                var seconds = (long)(ticket.ExpiresAt - time.GetUtcNow()).TotalSeconds;
                return TypedResults.Ok(
                    new AccessTokenAnswer(ticket.AccessToken, seconds, string.Join(' ', PermissionWords.Of(allowed)))
                );
            case ClientGrant.BadScope(var beyond):
                return Refuse("invalid_scope", $"The client does not have {beyond}.");
            case ClientGrant.Throttled(var until):
                var wait = Math.Max(1, Math.Ceiling((until - time.GetUtcNow()).TotalSeconds));
                context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                return Refuse(
                    "temporarily_unavailable",
                    "Too many wrong secrets from your network address. Wait before you try again.",
                    StatusCodes.Status429TooManyRequests
                );
            default:
                return Refuse("invalid_client", "Client ID is not found or password is wrong.");
        }
    }

    private static JsonHttpResult<GrantRefusal> Refuse(
        string error,
        string description,
        int status = StatusCodes.Status400BadRequest
    ) => TypedResults.Json(new GrantRefusal(error, description), statusCode: status);

    private static async Task<Given> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(cancellation) : FormCollection.Empty;
        var (id, secret) = ReadBasic(request) ?? (Read("client_id"), Read("client_secret"));
        return new Given(Read("grant_type"), id, secret, Read("scope"));

        string? Read(string name) =>
            request.Query[name] is [{ Length: > 0 } asked] ? asked
            : form[name] is [{ Length: > 0 } posted] ? posted
            : null;
    }

    private static (string? Id, string? Secret)? ReadBasic(HttpRequest request)
    {
        if (
            !AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)
        )
            return null;
        var bytes = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var written))
            return (null, null);
        var pair = Encoding.UTF8.GetString(bytes.AsSpan(0, written));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (pair, null) : (pair[..colon], pair[(colon + 1)..]);
    }

    /// <summary>A class, not a record: a record would print its secret.</summary>
    private sealed class Given(string? grantType, string? clientId, string? secret, string? scope)
    {
        public string? GrantType { get; } = grantType;

        public string? ClientId { get; } = clientId;

        public string? Secret { get; } = secret;

        public string? Scope { get; } = scope;
    }
}

/// <summary>A class, not a record: a record would print its secret.</summary>
internal sealed class AccessTokenAnswer(string accessToken, long expiresIn, string scope)
{
    [JsonPropertyName("access_token")]
    public string AccessToken { get; } = accessToken;

    [JsonPropertyName("token_type")]
    public string TokenType { get; } = "Bearer";

    /// <summary>In seconds. A new one is asked for with the same credentials; there is no refresh token.</summary>
    [JsonPropertyName("expires_in")]
    public long ExpiresIn { get; } = expiresIn;

    [JsonPropertyName("scope")]
    public string Scope { get; } = scope;
}

/// <summary>RFC 6749 §5.2.</summary>
internal sealed record GrantRefusal(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string ErrorDescription
);
