using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Firstlight.Webhooks;

/// <summary>
/// Connects to receivers: the name is resolved, its addresses are checked, and the socket goes to one that was checked. Every request has a
/// connection of its own, so that a name that moves to another address between two requests is checked again.
/// </summary>
internal sealed class ReceiverDoor(IHostNames names, IOptions<WebhookOptions> options)
{
    /// <summary>Addresses of one name that are tried.</summary>
    private const int AddressesTriedMax = 4;

    private const int ResponseHeadersKilobytesMax = 16;

    public SocketsHttpHandler MakeHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = ResponseHeadersKilobytesMax,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = ConnectAsync,
        };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var target = context.DnsEndPoint;
        var isPlain = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttp;
        var found = IPAddress.TryParse(target.Host, out var literal)
            ? [literal]
            : await names.ResolveAsync(target.Host, cancellation);
        var allowed = found.Where(address => MayReach(address, isPlain)).Take(AddressesTriedMax).ToList();
        if (allowed.Count == 0)
            throw new AddressRefusedException();
        SocketException? last = null;
        foreach (var address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, target.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException fault)
            {
                socket.Dispose();
                last = fault;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!;
    }

    private bool MayReach(IPAddress address, bool isPlain) =>
        AddressRules.MayReach(address, options.Value.AllowPrivateAddresses)
        && (!isPlain || AddressRules.IsPrivate(address));
}

/// <summary>The name leads only to addresses that webhooks must not reach.</summary>
internal sealed class AddressRefusedException() : IOException("The address is not one that webhooks may reach.");
