using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Firstlight.Edgent.Linux;

/// <summary>Which addresses an interface has; the system's own service asks for them and sets them.</summary>
internal interface IWiredAddresses
{
    /// <summary>True when the interface has an address that reaches further than its cable.</summary>
    bool HasAddress(string interfaceName);
}

/// <summary>The addresses that the system says.</summary>
internal sealed class SystemAddresses : IWiredAddresses
{
    public bool HasAddress(string interfaceName) =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(found => found.Name == interfaceName)
            .SelectMany(found => found.GetIPProperties().UnicastAddresses)
            .Any(found => IsUseful(found.Address));

    /// <summary>An address that a board gave itself because nobody else did leads nowhere.</summary>
    internal static bool IsUseful(IPAddress address) =>
        address.AddressFamily switch
        {
            AddressFamily.InterNetwork => address.GetAddressBytes() is not [169, 254, ..],
            AddressFamily.InterNetworkV6 => !address.IsIPv6LinkLocal,
            _ => false,
        };
}
