using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Api;

/// <summary>
/// Whoever may see only what they own finds nothing else: it looks as if it did not exist. What one sees and may not change is
/// forbidden.
/// </summary>
internal static class Ownership
{
    /// <summary>Whose things the caller is shown; null for everybody's.</summary>
    public static UserId? OnlyOf(this Caller caller, Right right) =>
        right.IsHeldEverywhereBy(caller) ? null : caller.Person;

    /// <summary>For a group whose <c>{id}</c> is a device.</summary>
    public static RouteGroupBuilder OnlyOwnDevices(this RouteGroupBuilder group) =>
        group.Guard(
            "device",
            async (services, caller, id, cancellation) =>
                await services
                    .GetRequiredService<IDeviceRegistry>()
                    .FindAsync(caller.Organisation, new DeviceId(id), cancellation)
                    is { } device
                    ? new Found(device.Owner)
                    : null
        );

    /// <summary>For a group whose <c>{id}</c> is a provisioning session.</summary>
    public static RouteGroupBuilder OnlyOwnSessions(this RouteGroupBuilder group) =>
        group.Guard(
            "session",
            async (services, caller, id, cancellation) =>
                await services
                    .GetRequiredService<IProvisioning>()
                    .FindAsync(caller.Organisation, new ProvisioningSessionId(id), cancellation)
                    is { } session
                    ? new Found(session.Owner)
                    : null
        );

    /// <summary>Why <paramref name="right"/> does not reach a thing of <paramref name="owner"/>; null when it does.</summary>
    public static ProblemHttpResult? Refuse(this Caller caller, Right right, UserId? owner, string what, object id)
    {
        if (right.IsHeldBy(caller, owner))
            return null;
        return Policies.ViewsDevices.IsHeldBy(caller, owner) ? Problem.Forbidden(right) : Problem.NotFound(what, id);
    }

    private static RouteGroupBuilder Guard(
        this RouteGroupBuilder group,
        string what,
        Func<IServiceProvider, Caller, long, CancellationToken, Task<Found?>> find
    ) =>
        group.AddEndpointFilter(
            async (context, next) =>
            {
                var http = context.HttpContext;
                // Who may handle everything is not asked twice, and lists have no id.
                if (
                    http.GetEndpoint()?.Metadata.GetMetadata<Right>() is not { } right
                    || await Caller.BindAsync(http) is not { } caller
                    || right.IsHeldEverywhereBy(caller)
                    || !long.TryParse(http.GetRouteValue("id") as string, out var id)
                )
                    return await next(context);
                var refused = await find(http.RequestServices, caller, id, http.RequestAborted) is { } found
                    ? caller.Refuse(right, found.Owner, what, id)
                    : Problem.NotFound(what, id);
                return refused ?? await next(context);
            }
        );

    private sealed record Found(UserId? Owner);
}
