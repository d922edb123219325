using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Mqtt;
using Firstlight.Gateway.Native;
using Microsoft.AspNetCore.Connections;

namespace Firstlight.Gateway.Door;

/// <content>Who calls, in what, and who takes over.</content>
internal sealed partial class Reception
{
    private static readonly byte[] PlainOnTlsPort =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 44\r\nConnection: close\r\n\r\nThis port speaks TLS. Use https:// instead.\n"u8.ToArray();

    /// <summary>
    /// True when someone else now answers for socket and place. A device is not served here but by <see cref="ServeAsync"/>: what was
    /// needed to tell it from others is given back before it is.
    /// </summary>
    private async Task<bool> ReceiveCallerAsync()
    {
        var plain = new PlainStream(_socket, _door.Senders);
        try
        {
            if (_isProxy && !await ReadProxyHeaderAsync(plain))
                return false;
            await plain.WaitForBytesAsync(_cut.Token);
            if (plain.IsLost)
                Log.CallerLost(_door.Logger, Remote, _stage, "reset");
            if (plain.IsLost || !TryPeek(out var first))
                return false;

            var tongue = FirstByte.Tell(first);
            if (tongue is Tongue.Tls && _door.Certificates.Current is not null)
                return await ServeTlsAsync();

            if (_tlsOnly)
                return await RefusePlainAsync(plain, tongue);
            if (tongue is Tongue.Http)
                return await HandOverAsync(CreateHttpConnection());
            Expect(tongue, plain, new ReceiveBuffer(plain));
            return false;
        }
        finally
        {
            if (_wire?.Stream != plain)
                await plain.DisposeAsync();
        }
    }

    /// <summary>From here on the caller is whom the balancer names.</summary>
    private async Task<bool> ReadProxyHeaderAsync(PlainStream plain)
    {
        if (await ProxyHeader.ReadAsync(plain, _cut.Token) is not { } header)
        {
            _door.Metrics.Violated("no PROXY header");
            Log.NoProxyHeader(_door.Logger, Remote);
            return false;
        }

        _header = header;
        Remote = header.Caller?.Address ?? Remote;
        if (_place.TryCount(Remote))
            return true;
        _door.Metrics.Violated("too many connections");
        Log.NoPlace(_door.Logger, Remote);
        return false;
    }

    private ConnectionContext CreateHttpConnection()
    {
        var http = _door.CreateHttpConnection(_socket);
        http.LocalEndPoint = _header.Local ?? http.LocalEndPoint;
        http.RemoteEndPoint = _header.Caller ?? http.RemoteEndPoint;
        return http;
    }

    private async Task<bool> ServeTlsAsync()
    {
        Allow(_door.Options.TlsHandshakeTimeout, "TLS handshake");
        var stream = new SslStream(new NetworkStream(_socket, ownsSocket: true));
        var input = new ReceiveBuffer(stream);
        var handedOver = false;
        try
        {
            await stream.AuthenticateAsServerAsync(_door.Certificates.Current!, _cut.Token);
            Allow(_door.Options.FirstByteTimeout, "first byte in TLS");
            if (!await input.FillAsync(_cut.Token))
                return false;

            var tongue = FirstByte.Tell(input.UnreadSpan[0]);
            if (tongue is not Tongue.Http)
            {
                Expect(tongue, stream, input);
                return false;
            }

            var http = new TlsHttpConnection(
                _door.NextConnectionId(),
                stream,
                input,
                _header.Local ?? _socket.LocalEndPoint,
                _header.Caller ?? _socket.RemoteEndPoint,
                _door.Time,
                Cut
            );
            handedOver = true;
            http.Start();
            return await HandOverAsync(http);
        }
        catch (AuthenticationException refused)
        {
            Log.TlsRefused(_door.Logger, Remote, refused.InnerException?.Message ?? refused.Message);
            return false;
        }
        finally
        {
            if (!handedOver && _wire is null)
            {
                input.Dispose();
                await stream.DisposeAsync();
            }
        }
    }

    /// <summary>Makes ready for a device that speaks a protocol of its own.</summary>
    private void Expect(Tongue tongue, Stream stream, ReceiveBuffer input)
    {
        if (tongue is not (Tongue.Native or Tongue.Mqtt))
        {
            _door.Metrics.Violated("first byte");
            return;
        }

        _wire = new Wire(
            this,
            stream,
            input,
            Remote,
            tongue is Tongue.Native ? "native" : "mqtt",
            _takenAt,
            stream is SslStream,
            WebSocketPath: null,
            _place,
            _cut.Token
        );
        Volatile.Write(
            ref _device,
            tongue is Tongue.Native ? new NativeConnection(_door.Links, _wire) : new MqttConnection(_door.Links, _wire)
        );
    }

    public EndPoint? FindLocalEndPoint()
    {
        try
        {
            return _header.Local ?? _socket.LocalEndPoint;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Someone typed <c>http://</c> for the TLS port: say so in their language. All others are closed.</summary>
    private async Task<bool> RefusePlainAsync(NetworkStream plain, Tongue tongue)
    {
        _door.Metrics.Violated("plain on TLS port");
        if (tongue is not Tongue.Http)
            return false;
        await plain.WriteAsync(PlainOnTlsPort, _cut.Token);
        _socket.Shutdown(SocketShutdown.Send);

        // Closing with unread bytes would reset the connection and take the answer with it.
        var rest = new byte[1_024];
        while (await plain.ReadAsync(rest, _cut.Token) > 0) { }
        return false;
    }

    private async Task<bool> HandOverAsync(ConnectionContext http)
    {
        // The place is held until the connection ends, wherever Kestrel ends it.
        http.ConnectionClosed.UnsafeRegister(static place => ((ConnectionCensus.Place)place!).Dispose(), _place);
        if (!await _door.Http.TryHandOverAsync(http, _cut.Token))
            await http.DisposeAsync();
        return true;
    }

    private bool TryPeek(out byte first)
    {
        Span<byte> peeked = stackalloc byte[1];
        var any = _socket.Receive(peeked, SocketFlags.Peek) == 1;
        first = peeked[0];
        return any;
    }
}
