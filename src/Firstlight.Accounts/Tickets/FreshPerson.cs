using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Firstlight.Accounts;

/// <summary>
/// Turns a valid ticket of either scheme into the person as the store knows them now, or into nobody when the person is gone or
/// the security stamp has changed. When the store is away its fault passes through: "try later", not "signed out".
/// </summary>
internal sealed class FreshPerson(IAccountStore store) : IClaimsTransformation
{
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (!PersonClaims.TryReadTicket(principal, out var id, out var stamp))
            return new ClaimsPrincipal(new ClaimsIdentity());
        var person = await store.FindAsync(id, CancellationToken.None);
        return person is not null && person.SecurityStamp == stamp
            ? PersonClaims.ForRequest(person)
            : new ClaimsPrincipal(new ClaimsIdentity());
    }
}
