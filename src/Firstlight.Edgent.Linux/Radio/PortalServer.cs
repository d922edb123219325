using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Edgent.Linux;

/// <summary>Kestrel in front of the device's portal, on the access point's address only.</summary>
internal sealed class PortalServer : IAsyncDisposable
{
    /// <summary>A phone uses six; this is for a handful of them, not for a crowd.</summary>
    private const int ConnectionsMax = 48;

    private static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan HeadMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private readonly TimeProvider _time;

    private PortalServer(WebApplication app, TimeProvider time) => (_app, _time) = (app, time);

    /// <exception cref="IOException">The port is taken, or the address is not ours.</exception>
    public static async Task<PortalServer> StartAsync(
        IPEndPoint at,
        Portal portal,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
                kestrel.Limits.KeepAliveTimeout = IdleMax;
                kestrel.Limits.RequestHeadersTimeout = HeadMax;
                kestrel.Listen(at);
            });
        var app = builder.Build();
        app.UseRouting();
        app.MapEdgentPortal(portal);
        try
        {
            await app.StartAsync(cancellation);
            return new PortalServer(app, time);
        }
        catch (Exception fault)
        {
            await app.DisposeAsync();
            if (fault is SocketException)
                throw new IOException($"The portal cannot be opened at {at}: {fault.Message}.", fault);
            throw;
        }
    }

    /// <summary>Where it listens, such as <c>http://192.168.4.1:80</c>.</summary>
    public string Url => _app.Urls.First();

    /// <summary>Ends; answers under way have a moment to go out.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(StopPatience, _time);
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }
}
