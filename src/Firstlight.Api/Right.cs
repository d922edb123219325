using Firstlight.Accounts;
using Firstlight.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Api;

/// <summary>
/// What a route asks of its caller: permissions that count for everything in the organisation acted in, or others that count for
/// what the caller owns. It is requirement and check in one, and the only kind that routes use.
/// </summary>
/// <param name="Everywhere">For whatever is in the organisation.</param>
/// <param name="OnOwn">For what the caller owns; none when owning makes no difference.</param>
internal sealed record Right(Permissions Everywhere, Permissions OnOwn = Permissions.None) : IAuthorizationRequirement
{
    /// <summary>True for what no API client can do, because it is about a person's own account.</summary>
    public bool IsForPeopleOnly { get; init; }

    /// <summary>How the OpenAPI document says it.</summary>
    public string Words =>
        (Everywhere, OnOwn) switch
        {
            (Permissions.None, _) when IsForPeopleOnly => "Any person who is signed in; no API client.",
            (Permissions.None, _) => "Anybody who is signed in.",
            (_, Permissions.None) => $"Needs {Everywhere}.",
            _ => $"Needs {Everywhere}, or {OnOwn} for what is one's own.",
        };

    /// <summary>True when the caller may try: it may turn out that the thing is somebody else's.</summary>
    public bool IsHeldBy(Caller caller) =>
        !(IsForPeopleOnly && caller.IsApiClient)
        && (IsHeldEverywhereBy(caller) || (OnOwn != Permissions.None && caller.May(OnOwn)));

    /// <summary>True when it does not matter whose a thing is.</summary>
    public bool IsHeldEverywhereBy(Caller caller) => caller.May(Everywhere);

    /// <summary>True when the caller has it for a thing of <paramref name="owner"/>.</summary>
    public bool IsHeldBy(Caller caller, UserId? owner) =>
        IsHeldEverywhereBy(caller) || (owner == caller.Person && IsHeldBy(caller));
}

/// <summary>Asks the caller of the request for a <see cref="Right"/>.</summary>
internal sealed class RightHandler : AuthorizationHandler<Right>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Right requirement)
    {
        if (
            context.Resource is HttpContext http
            && await Caller.BindAsync(http) is { } caller
            && requirement.IsHeldBy(caller)
        )
            context.Succeed(requirement);
    }
}

internal static class RightsOfRoutes
{
    /// <summary>Names the one right that a route, or every route of a group, asks for.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder routes, Right right)
        where TBuilder : IEndpointConventionBuilder =>
        routes
            .RequireAuthorization(
                new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(right).Build()
            )
            .WithMetadata(right);
}
