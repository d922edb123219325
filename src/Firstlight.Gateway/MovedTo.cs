using System.Globalization;

namespace Firstlight.Gateway;

/// <summary>Another server that devices are sent to.</summary>
/// <param name="Host">Name or address. Firmware keeps 63 characters.</param>
/// <param name="Port">For those who came without TLS.</param>
/// <param name="TlsPort">For those who came with TLS.</param>
public sealed record MovedTo(string Host, ushort Port, ushort TlsPort)
{
    /// <summary>As much of a host as the C++ library keeps of it.</summary>
    public const int HostCharactersMax = 63;

    internal ushort PortFor(bool tls) => tls ? TlsPort : Port;

    /// <summary>The same place as a URL writes it, where an IPv6 address has brackets.</summary>
    internal string AuthorityFor(bool tls)
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return string.Create(CultureInfo.InvariantCulture, $"{host}:{PortFor(tls)}");
    }
}
