using System.Net;

namespace Firstlight.Gateway;

/// <summary>A socket that is listening.</summary>
/// <param name="EndPoint">Address and the port really bound.</param>
/// <param name="Tls">True when callers must begin with TLS.</param>
public sealed record GatewayAddress(IPEndPoint EndPoint, bool Tls);

/// <summary>The certificate that callers are shown, in words.</summary>
public sealed record GatewayCertificate(
    string Subject,
    IReadOnlyList<string> Names,
    string Issuer,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter
);

/// <summary>Where the gateway can be reached. Empty until the server has started.</summary>
public interface IGatewayAddresses
{
    /// <summary>Every listening socket, in the order of the options.</summary>
    IReadOnlyList<GatewayAddress> Listening { get; }

    /// <summary>The first plain port, or 0.</summary>
    int PlainPort { get; }

    /// <summary>The first TLS port, or 0.</summary>
    int TlsPort { get; }

    /// <summary>The development root certificate that clients may trust; null when real certificate files are used.</summary>
    string? DevelopmentRootFile { get; }

    /// <summary>The certificate in use; null without TLS.</summary>
    GatewayCertificate? Certificate { get; }
}
