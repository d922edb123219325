using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Firstlight.Edgent;

/// <summary>The way to the cloud over the operating system's sockets and TLS.</summary>
/// <param name="roots">The only certificate authorities to trust, as firmware carries its own; null: those of the system.</param>
public sealed class TcpCloudConnector(X509Certificate2Collection? roots = null) : ICloudConnector
{
    /// <inheritdoc />
    public async Task<CloudConnection> ConnectAsync(CloudAddress address, CancellationToken cancellation)
    {
        var host = address.Host.Trim('[', ']');
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, address.Port, cancellation);
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            return CloudConnection.Failed(FailureOf(fault.SocketErrorCode));
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }

        var plain = new NetworkStream(socket, ownsSocket: true);
        return address.Tls ? await SecureAsync(plain, host, cancellation) : CloudConnection.Open(plain);
    }

    private async Task<CloudConnection> SecureAsync(Stream plain, string host, CancellationToken cancellation)
    {
        var secure = new SslStream(plain);
        try
        {
            await secure.AuthenticateAsClientAsync(Options(host), cancellation);
            return CloudConnection.Open(secure);
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException)
        {
            await secure.DisposeAsync();
            return CloudConnection.Failed(CloudFailure.Tls);
        }
        catch (OperationCanceledException)
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    private SslClientAuthenticationOptions Options(string host)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (roots is null)
            return options;
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        return options;
    }

    private static CloudFailure FailureOf(SocketError error) =>
        error switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => CloudFailure.Dns,
            SocketError.TimedOut => CloudFailure.Timeout,
            _ => CloudFailure.Refused,
        };
}
