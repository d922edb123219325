using System.Globalization;
using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Api;

/// <summary>Calls about one device are answered by the node that the device lives on. With one node nothing is asked.</summary>
internal static class HomeCalls
{
    private static readonly AtHome Mark = new();

    /// <summary>For routes whose <c>{id}</c> is a device, and which ask or change what its home knows.</summary>
    public static TBuilder AtDevicesHome<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(Mark);

    /// <summary>Behind rights: nobody is carried who may not come in here.</summary>
    public static void UseHomeCalls(this WebApplication app)
    {
        if (app.Services.GetService<ICallCarrier>() is not { } carrier)
            return;
        var homes = app.Services.GetRequiredService<IDeviceHomes>();
        app.Use(
            async (context, next) =>
            {
                if (
                    DeviceOf(context) is { } device
                    && await homes.FindElsewhereAsync(device, context.RequestAborted) is { } node
                )
                    await carrier.CarryAsync(context, node);
                else
                    await next(context);
            }
        );
    }

    private static DeviceId? DeviceOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<AtHome>() is not null
        && long.TryParse(
            context.GetRouteValue("id") as string,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var id
        )
            ? new DeviceId(id)
            : null;

    private sealed class AtHome;
}
