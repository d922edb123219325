using System.Net;
using System.Net.Sockets;

namespace Firstlight.Core;

/// <summary>Whom failures from a remote address are counted for.</summary>
public static class RemoteNetwork
{
    private const int Ipv6NetworkBytes = 8;

    /// <summary>An IPv4 address as it is; of an IPv6 address the network (/64), because one customer owns all of it.</summary>
    public static string Of(string? remoteAddress)
    {
        if (!IPAddress.TryParse(remoteAddress, out var address))
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, Ipv6NetworkBytes))
            : address.ToString();
    }
}
