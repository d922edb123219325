using System.Net;
using System.Net.Sockets;

namespace Firstlight.Webhooks;

/// <summary>
/// Which addresses a webhook may reach. Without the operator's word only those of the public internet: who may make webhooks must not see
/// or move what stands beside the cloud (IANA's special-purpose registries, RFC 6890).
/// </summary>
internal static class AddressRules
{
    // What the operator can open: a network of one's own.
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("::1/128"),
        IPNetwork.Parse("fc00::/7"),
    ];

    // What nobody can open: link-local (the metadata of clouds), documentation, tunnels that hide another address, multicast.
    private static readonly IPNetwork[] Never =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("3fff::/20"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>True for an address of a network of one's own.</summary>
    public static bool IsPrivate(IPAddress address) => IsIn(Private, Plain(address));

    /// <summary>True for an address that a webhook may reach.</summary>
    public static bool MayReach(IPAddress address, bool allowPrivate)
    {
        var plain = Plain(address);
        if (IsIn(Private, plain))
            return allowPrivate;
        if (IsIn(Never, plain))
            return false;
        return plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsIn(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }
}
