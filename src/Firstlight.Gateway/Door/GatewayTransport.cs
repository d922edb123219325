using System.Net;
using System.Net.Sockets;
using Firstlight.Gateway.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Firstlight.Gateway.Door;

/// <summary>
/// Opens the gateway's sockets when Kestrel binds, which is after every module has loaded, and closes device connections
/// when Kestrel unbinds, which is before any module stops.
/// </summary>
internal sealed class GatewayTransport(
    GatewayDoor door,
    ConnectionCensus census,
    ServerCertificates certificates,
    TimeProvider time,
    ILogger<GatewayTransport> logger
) : IConnectionListenerFactory, IConnectionListenerFactorySelector, IGatewayAddresses
{
    private const int AcceptBacklog = 4_096;

    /// <summary>How long to wait when the system has no socket to give.</summary>
    private static readonly TimeSpan AcceptRetry = TimeSpan.FromMilliseconds(100);

    private readonly List<Socket> _listeners = [];
    private readonly List<Task> _acceptLoops = [];
    private volatile bool _unbound;

    public IReadOnlyList<GatewayAddress> Listening { get; private set; } = [];

    public int PlainPort => PortOf(tls: false);

    public int TlsPort => PortOf(tls: true);

    public string? DevelopmentRootFile => certificates.DevelopmentRootFile;

    public GatewayCertificate? Certificate => certificates.Describe();

    public bool CanBind(EndPoint endpoint) => endpoint is GatewayEndPoint;

    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint,
        CancellationToken cancellationToken = default
    )
    {
        await certificates.StartAsync(cancellationToken);
        try
        {
            Listen();
        }
        catch (SocketException)
        {
            CloseListeners();
            throw;
        }

        var name = string.Join(", ", Listening.Select(address => $"{address.EndPoint}{(address.Tls ? " (TLS)" : "")}"));
        door.Http = new HttpHandover(new GatewayEndPoint(name), CloseAsync);
        door.Watch.Start();
        for (var index = 0; index < _listeners.Count; index++)
            _acceptLoops.Add(AcceptAsync(_listeners[index], Listening[index].Tls));
        return door.Http;
    }

    private void Listen()
    {
        foreach (var address in door.Options.Addresses)
            _listeners.Add(Open(address));
        Listening =
        [
            .. _listeners.Zip(
                door.Options.Addresses,
                (socket, address) => new GatewayAddress((IPEndPoint)socket.LocalEndPoint!, address.Tls)
            ),
        ];
    }

    private static Socket Open(ListenAddress listen)
    {
        var local = listen.Address;
        if (local.Equals(IPAddress.IPv6Any) && !Socket.OSSupportsIPv6)
            local = IPAddress.Any;
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (local.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(local, listen.Port));
            socket.Listen(AcceptBacklog);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw fault.SocketErrorCode is SocketError.AddressAlreadyInUse
                ? new IOException($"Port {listen.Port} on {listen.Address} is in use by another program.", fault)
                : fault;
        }
    }

    private async Task AcceptAsync(Socket listener, bool tls)
    {
        while (!_unbound)
        {
            try
            {
                Receive(await listener.AcceptAsync(), tls);
            }
            catch (Exception) when (_unbound)
            {
                return;
            }
            catch (Exception fault)
            {
                // Out of file descriptors, or a caller that was gone before it was taken: the next one may be fine.
                Log.AcceptFailed(logger, fault);
                await Task.Delay(AcceptRetry, time, CancellationToken.None);
            }
        }
    }

    private void Receive(Socket socket, bool tls)
    {
        if (socket.RemoteEndPoint is not IPEndPoint caller)
        {
            socket.Dispose();
            return;
        }

        var remote = caller.Address.IsIPv4MappedToIPv6 ? caller.Address.MapToIPv4() : caller.Address;
        var isProxy = door.IsProxy(remote);
        if ((isProxy ? census.TryEnter() : census.TryEnter(remote)) is not { } place)
        {
            door.Metrics.Violated("too many connections");
            Log.NoPlace(logger, remote);
            socket.Dispose();
            return;
        }

        socket.NoDelay = true;
        ThreadPool.UnsafeQueueUserWorkItem(
            new Reception(door, socket, remote, place, tls, isProxy),
            preferLocal: false
        );
    }

    private async Task CloseAsync(CancellationToken cancellation)
    {
        _unbound = true;
        CloseListeners();
        await Task.WhenAll(_acceptLoops);
        await door.Watch.CloseAsync(cancellation);
        await certificates.StopAsync();
    }

    private void CloseListeners()
    {
        foreach (var listener in _listeners)
            listener.Dispose();
        _listeners.Clear();
    }

    private int PortOf(bool tls) => Listening.FirstOrDefault(address => address.Tls == tls)?.EndPoint.Port ?? 0;
}
