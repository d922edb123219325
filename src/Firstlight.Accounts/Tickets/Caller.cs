using Firstlight.Core;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Accounts;

/// <summary>Who makes this request. A parameter of this type in a route's method is filled from the signed-in person.</summary>
/// <param name="Person">The person.</param>
/// <param name="Organisation">The organisation the person acts in; nothing outside of it is visible.</param>
/// <param name="Home">The organisation the person is in.</param>
/// <param name="Permissions">What the person may do there.</param>
/// <param name="Role">The role that says so.</param>
/// <param name="RoleName">What the role is called.</param>
/// <param name="Email">The person's address.</param>
/// <param name="Name">What to call the person.</param>
/// <param name="RemoteAddress">From where, without port.</param>
public sealed record Caller(
    UserId Person,
    OrganisationId Organisation,
    OrganisationId Home,
    Permissions Permissions,
    RoleId Role,
    string RoleName,
    string Email,
    string Name,
    string? RemoteAddress
)
{
    /// <summary>True for a program: it owns nothing and has no account page.</summary>
    public bool IsApiClient { get; init; }

    /// <summary>True when every one of <paramref name="permissions"/> is held.</summary>
    public bool May(Permissions permissions) => (Permissions & permissions) == permissions;

    /// <summary>The caller of <paramref name="context"/>; null when nobody is signed in.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(PersonClaims.ReadRequest(context.User, context.Connection.RemoteIpAddress?.ToString()));
}
