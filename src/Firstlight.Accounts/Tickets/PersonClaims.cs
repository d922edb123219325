using System.Globalization;
using System.Security.Claims;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>Persons as claims: what a ticket carries, and what a request knows.</summary>
internal static class PersonClaims
{
    private const string Stamp = "stamp";
    private const string Organisation = "organisation";
    private const string Home = "home";
    private const string RoleNumber = "role";
    private const string Allowed = "permissions";
    private const string Scopes = "scopes";
    private const string Rate = "rate";

    /// <summary>Of who one is, only as much as is needed to read the rest.</summary>
    /// <param name="scopes">What it allows at most; null: whatever the account may do.</param>
    public static ClaimsPrincipal ForTicket(Person person, Permissions? scopes)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()), new Claim(Stamp, person.SecurityStamp)],
            nameof(ForTicket)
        );
        if (scopes is { } limit)
            identity.AddClaim(new Claim(Scopes, Write(limit)));
        return new ClaimsPrincipal(identity);
    }

    public static ClaimsPrincipal ForRequest(Person person, Permissions scopes)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()),
                new Claim(ClaimTypes.Name, person.Name),
                new Claim(ClaimTypes.Email, person.Email),
                new Claim(ClaimTypes.Role, person.Role.Name),
                new Claim(RoleNumber, person.Role.Id.ToString()),
                new Claim(Allowed, Write(person.Permissions & scopes)),
                new Claim(Scopes, Write(scopes)),
                new Claim(Home, person.Organisation.ToString()),
                new Claim(Organisation, person.Organisation.ToString()),
                new Claim(Stamp, person.SecurityStamp),
            ],
            nameof(ForRequest)
        );
        if (person.Access is { } access)
            identity.AddClaim(new Claim(Rate, access.RequestsPerMinute.ToString(CultureInfo.InvariantCulture)));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>The same person with another organisation to act in.</summary>
    public static ClaimsPrincipal ActingIn(ClaimsPrincipal person, OrganisationId organisation) =>
        new(
            new ClaimsIdentity(
                person
                    .Claims.Where(claim => claim.Type != Organisation)
                    .Append(new Claim(Organisation, organisation.ToString())),
                nameof(ForRequest)
            )
        );

    public static bool TryReadTicket(ClaimsPrincipal principal, out UserId person, out string stamp)
    {
        var isNumber = long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var number);
        person = new UserId(number);
        stamp = principal.FindFirstValue(Stamp) ?? "";
        return isNumber && stamp.Length > 0;
    }

    /// <summary>What the ticket allows at most.</summary>
    public static Permissions ScopesOf(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(Scopes), out var scopes) ? (Permissions)scopes : Permissions.All;

    /// <summary>True for an API client: which one, and how many requests a minute it may make.</summary>
    public static bool TryReadClient(ClaimsPrincipal principal, out UserId client, out int perMinute)
    {
        client = default;
        return int.TryParse(principal.FindFirstValue(Rate), out perMinute)
            && TryReadTicket(principal, out client, out _);
    }

    /// <summary>Whether a ticket with <paramref name="stamp"/> still lets the person in.</summary>
    public static bool MayGoOn(Person? person, string stamp) =>
        person is { SuspendedAt: null } && person.SecurityStamp == stamp;

    /// <summary>Whether what the request was judged by is what the person may do now.</summary>
    public static bool HasRightsOf(ClaimsPrincipal principal, Person? person) =>
        ReadRequest(principal, remoteAddress: null) is { } caller
        && caller.Permissions == (person?.Permissions & ScopesOf(principal));

    public static Caller? ReadRequest(ClaimsPrincipal principal, string? remoteAddress)
    {
        if (
            !long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
            || !long.TryParse(principal.FindFirstValue(Organisation), out var organisation)
            || !long.TryParse(principal.FindFirstValue(Home), out var home)
            || !long.TryParse(principal.FindFirstValue(Allowed), out var permissions)
            || !long.TryParse(principal.FindFirstValue(RoleNumber), out var role)
        )
            return null;
        return new Caller(
            new UserId(person),
            new OrganisationId(organisation),
            new OrganisationId(home),
            (Permissions)permissions,
            new RoleId(role),
            principal.FindFirstValue(ClaimTypes.Role) ?? "",
            principal.FindFirstValue(ClaimTypes.Email) ?? "",
            principal.FindFirstValue(ClaimTypes.Name) ?? "",
            remoteAddress
        )
        {
            IsApiClient = principal.HasClaim(claim => claim.Type == Rate),
        };
    }

    private static string Write(Permissions permissions) => ((long)permissions).ToString(CultureInfo.InvariantCulture);
}
