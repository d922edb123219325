using System.Net;
using System.Net.Sockets;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway.Door;

/// <summary>What every reception needs.</summary>
internal sealed class GatewayDoor(
    IOptions<GatewayOptions> options,
    TimeProvider time,
    Watch watch,
    GatewayMetrics metrics,
    ServerCertificates certificates,
    LinkServices links,
    SenderPool senders,
    ILogger<GatewayDoor> logger
) : IDisposable
{
    private readonly SocketConnectionContextFactory _plainHttp = new(new SocketConnectionFactoryOptions(), logger);
    private long _connections;

    public GatewayOptions Options => options.Value;

    public TimeProvider Time => time;

    public Watch Watch => watch;

    public GatewayMetrics Metrics => metrics;

    public ServerCertificates Certificates => certificates;

    public LinkServices Links => links;

    public SenderPool Senders => senders;

    public ILogger Logger => logger;

    /// <summary>Where HTTP goes; set before the first socket listens.</summary>
    public HttpHandover Http { get; set; } = null!;

    /// <summary>True when connections from there begin with the PROXY protocol.</summary>
    public bool IsProxy(IPAddress address)
    {
        foreach (var network in Options.Proxies)
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }

    public ConnectionContext CreateHttpConnection(Socket socket) => _plainHttp.Create(socket);

    public string NextConnectionId() => $"tls-{Interlocked.Increment(ref _connections)}";

    public void Dispose() => _plainHttp.Dispose();

    /// <summary>The timestamp at which <paramref name="span"/> has passed.</summary>
    public long After(TimeSpan span) => Clock.After(time, span);
}
