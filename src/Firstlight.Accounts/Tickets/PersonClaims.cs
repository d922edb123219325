using System.Security.Claims;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>Persons as claims: what a ticket carries, and what a request knows.</summary>
internal static class PersonClaims
{
    private const string Stamp = "stamp";
    private const string Organisation = "organisation";

    public static ClaimsPrincipal ForTicket(Person person) =>
        new(
            new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()), new Claim(Stamp, person.SecurityStamp)],
                nameof(ForTicket)
            )
        );

    public static ClaimsPrincipal ForRequest(Person person) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()),
                    new Claim(ClaimTypes.Name, person.Name),
                    new Claim(ClaimTypes.Email, person.Email),
                    new Claim(ClaimTypes.Role, person.Role.ToString()),
                    new Claim(Organisation, person.Organisation.ToString()),
                    new Claim(Stamp, person.SecurityStamp),
                ],
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

    /// <summary>Whether a ticket with <paramref name="stamp"/> still lets the person in.</summary>
    public static bool MayGoOn(Person? person, string stamp) =>
        person is { SuspendedAt: null } && person.SecurityStamp == stamp;

    public static Caller? ReadRequest(ClaimsPrincipal principal, string? remoteAddress)
    {
        if (
            !long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
            || !long.TryParse(principal.FindFirstValue(Organisation), out var organisation)
            || !Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var role)
        )
            return null;
        return new Caller(
            new UserId(person),
            new OrganisationId(organisation),
            role,
            principal.FindFirstValue(ClaimTypes.Email) ?? "",
            principal.FindFirstValue(ClaimTypes.Name) ?? "",
            remoteAddress
        );
    }
}
