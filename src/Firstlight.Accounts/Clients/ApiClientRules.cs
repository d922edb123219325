using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What an API client must look like, and the words with which one is refused.</summary>
internal static class ApiClientRules
{
    public static Refusal TooMany { get; } =
        new(
            RefusalKind.LimitReached,
            "too_many_api_clients",
            $"An organisation has at most {ApiClient.PerOrganisationMax} API clients. Delete one that is not used any more."
        );

    public static Refusal NotFound(UserId client) =>
        Refusal.NotFound("api_client", $"There is no API client {client}.");

    public static Refusal? Check(string name, ClientAccess access)
    {
        if (!PersonRules.IsName(name, AccountLimits.ApiClientNameCharactersMax))
            return Refusal.Invalid(
                "name",
                $"An API client's name has 1 to {AccountLimits.ApiClientNameCharactersMax} characters and no control characters."
            );
        if (access.RequestsPerMinute is < 1 or > ClientAccess.RequestsPerMinuteMax)
            return Refusal.Invalid(
                "requestsPerMinute",
                $"A client makes 1 to {ClientAccess.RequestsPerMinuteMax:N0} requests a minute."
            );
        if ((access.Scopes & ClientAccess.NeverGiven) is var never && never != Permissions.None)
            return Refusal.Invalid("scopes", $"No API client is given {never}: a stolen secret would live on.");
        if (access.Scopes == Permissions.None)
            return Refusal.Invalid("scopes", "Give at least one scope: the permissions that the client shall have.");
        return PermissionRules.Check(access.Scopes) is { } unfit ? Refusal.Invalid("scopes", unfit.Message) : null;
    }

    public static Refusal? CheckExpiry(DateTimeOffset? expiresAt, DateTimeOffset now) =>
        expiresAt <= now ? Refusal.Invalid("expiresAt", "A secret expires in the future, or give none.") : null;

    public static Refusal? CheckOverlap(TimeSpan overlap) =>
        overlap < TimeSpan.Zero || overlap > IApiClients.OverlapMax
            ? Refusal.Invalid(
                "overlapMinutes",
                $"The secret before lives on for 0 to {IApiClients.OverlapMax.TotalMinutes:N0} minutes."
            )
            : null;
}
