using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Linux;

/// <summary>Connection profiles of ours, as NetworkManager wants them: <c>a{sa{sv}}</c>. None connects by itself: the device's own machine decides.</summary>
internal static class Profiles
{
    /// <summary>What a profile of ours is called; nobody else's is ever touched.</summary>
    public const string AccessPointId = "Firstlight access point";

    /// <inheritdoc cref="AccessPointId"/>
    public const string NetworkId = "Firstlight network";

    private const uint AccessPointPrefix = 24;
    private const int NetworkPrefixDefault = 24;

    /// <summary>NetworkManager's own 45 s would leave one attempt in a try of 50.</summary>
    private const int AddressSeconds = 20;

    private const uint PowerSaveOff = 2;

    /// <param name="accessPoint">What to open.</param>
    /// <param name="face">With which interface.</param>
    /// <param name="channel">Where.</param>
    /// <param name="mac">Its address; null: the interface's own.</param>
    public static Dictionary<object, object> OfAccessPoint(
        AccessPoint accessPoint,
        string face,
        RadioChannel channel,
        string? mac
    ) =>
        new()
        {
            ["connection"] = Connection(AccessPointId, face),
            ["802-11-wireless"] = new Dictionary<object, object>
            {
                ["ssid"] = new Variant("ay", Encoding.UTF8.GetBytes(accessPoint.Name)),
                ["mode"] = Text("ap"),
                ["band"] = Text(channel.Band),
                ["channel"] = new Variant("u", channel.Number),
                ["assigned-mac-address"] = Text(mac ?? "permanent"),
            },
            ["ipv4"] = new Dictionary<object, object>
            {
                ["method"] = Text("shared"),
                ["address-data"] = Addresses(accessPoint.Address, AccessPointPrefix),
            },
            ["ipv6"] = new Dictionary<object, object> { ["method"] = Text("ignore") },
        };

    /// <param name="request">What to join.</param>
    /// <param name="face">With which interface.</param>
    /// <param name="heard">The network as it was heard; null when it was not, because it hides.</param>
    public static Dictionary<object, object> OfNetwork(JoinRequest request, string face, AirNetwork? heard)
    {
        var profile = new Dictionary<object, object>
        {
            ["connection"] = Connection(NetworkId, face),
            ["802-11-wireless"] = new Dictionary<object, object>
            {
                ["ssid"] = new Variant("ay", Encoding.UTF8.GetBytes(request.Ssid)),
                ["mode"] = Text("infrastructure"),
                ["hidden"] = new Variant("b", heard is null),
                ["assigned-mac-address"] = Text("permanent"),
                ["powersave"] = new Variant("u", PowerSaveOff),
            },
            ["ipv4"] = request.Address is { } address ? Fixed(address) : Asked(request.HostName),
            ["ipv6"] = new Dictionary<object, object> { ["method"] = Text("auto") },
        };
        if (Security(request.Password, heard) is { } security)
            profile["802-11-wireless-security"] = security;
        return profile;
    }

    private static Dictionary<object, object> Connection(string id, string face) =>
        new()
        {
            ["id"] = Text(id),
            ["type"] = Text("802-11-wireless"),
            ["interface-name"] = Text(face),
            ["autoconnect"] = new Variant("b", false),
        };

    private static Dictionary<object, object>? Security(string password, AirNetwork? heard)
    {
        if (password.Length == 0)
            return heard is { IsOwe: true } ? new Dictionary<object, object> { ["key-mgmt"] = Text("owe") } : null;
        return new Dictionary<object, object>
        {
            ["key-mgmt"] = Text(heard is { NeedsSae: true } ? "sae" : "wpa-psk"),
            ["psk"] = Text(password),
        };
    }

    private static Dictionary<object, object> Asked(string hostName) =>
        new()
        {
            ["method"] = Text("auto"),
            ["may-fail"] = new Variant("b", false),
            ["dhcp-timeout"] = new Variant("i", AddressSeconds),
            ["dhcp-hostname"] = Text(hostName),
        };

    private static Dictionary<object, object> Fixed(StaticAddress address)
    {
        var ipv4 = new Dictionary<object, object>
        {
            ["method"] = Text("manual"),
            ["may-fail"] = new Variant("b", false),
            ["address-data"] = Addresses(address.Address, PrefixOf(address.Mask)),
        };
        if (address.Gateway is { } gateway)
            ipv4["gateway"] = Text(gateway.ToString());
        object[] servers = [.. new[] { address.Dns, address.Dns2 }.OfType<IPAddress>().Select(InNetworkOrder)];
        if (servers.Length > 0)
            ipv4["dns"] = new Variant("au", servers);
        return ipv4;
    }

    private static Variant Addresses(IPAddress address, uint prefix) =>
        new(
            "aa{sv}",
            new object[]
            {
                new Dictionary<object, object>
                {
                    ["address"] = Text(address.ToString()),
                    ["prefix"] = new Variant("u", prefix),
                },
            }
        );

    /// <summary>The ones of the mask; a mask with gaps is none, and NetworkManager refuses 33.</summary>
    private static uint PrefixOf(IPAddress? mask)
    {
        if (mask is not { AddressFamily: AddressFamily.InterNetwork })
            return NetworkPrefixDefault;
        var bits = BinaryPrimitives.ReadUInt32BigEndian(mask.GetAddressBytes());
        var ones = BitOperations.LeadingZeroCount(~bits);
        return ones == BitOperations.PopCount(bits) ? (uint)ones : 33;
    }

    private static object InNetworkOrder(IPAddress address) => BitConverter.ToUInt32(address.GetAddressBytes());

    private static Variant Text(string text) => new("s", text);
}
