using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Api;

/// <summary>A person with the role User sees and handles only what is theirs; all else looks as if it did not exist.</summary>
internal static class Ownership
{
    /// <summary>Whose things the caller is shown; null for everybody's.</summary>
    public static UserId? OnlyOf(this Caller caller) => caller.Role == Role.User ? caller.Person : null;

    public static bool Sees(this Caller caller, Device device) =>
        caller.OnlyOf() is not { } person || device.Owner == person;

    public static bool Sees(this Caller caller, ProvisioningSession session) =>
        caller.OnlyOf() is not { } person || session.Owner == person;

    /// <summary>For a group whose <c>{id}</c> is a device: somebody else's is not found.</summary>
    public static RouteGroupBuilder OnlyOwnDevices(this RouteGroupBuilder group) =>
        group.Guard(
            "device",
            async (services, caller, id, cancellation) =>
                await services
                    .GetRequiredService<IDeviceRegistry>()
                    .FindAsync(caller.Organisation, new DeviceId(id), cancellation)
                    is { } device
                && caller.Sees(device)
        );

    /// <summary>For a group whose <c>{id}</c> is a provisioning session: one that somebody else began is not found.</summary>
    public static RouteGroupBuilder OnlyOwnSessions(this RouteGroupBuilder group) =>
        group.Guard(
            "session",
            async (services, caller, id, cancellation) =>
                await services
                    .GetRequiredService<IProvisioning>()
                    .FindAsync(caller.Organisation, new ProvisioningSessionId(id), cancellation)
                    is { } session
                && caller.Sees(session)
        );

    private static RouteGroupBuilder Guard(
        this RouteGroupBuilder group,
        string what,
        Func<IServiceProvider, Caller, long, CancellationToken, Task<bool>> isSeen
    ) =>
        group.AddEndpointFilter(
            async (context, next) =>
            {
                var http = context.HttpContext;
                // Who sees everything is not asked twice, and lists have no id.
                if (
                    await Caller.BindAsync(http) is not { } caller
                    || caller.OnlyOf() is null
                    || !long.TryParse(http.GetRouteValue("id") as string, out var id)
                    || await isSeen(http.RequestServices, caller, id, http.RequestAborted)
                )
                    return await next(context);
                return Problem.NotFound(what, id);
            }
        );
}
