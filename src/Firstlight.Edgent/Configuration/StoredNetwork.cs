using System.Net;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>One more network as it lies on the medium.</summary>
internal sealed record StoredNetwork
{
    public string Ssid { get; init; } = "";
    public string Pass { get; init; } = "";
    public string? Ip { get; init; }
    public string? Mask { get; init; }
    public string? Gateway { get; init; }
    public string? Dns { get; init; }
    public string? Dns2 { get; init; }

    public static StoredNetwork Of(KnownNetwork network) =>
        new()
        {
            Ssid = network.Ssid,
            Pass = network.Password,
            Ip = network.Address?.Address.ToString(),
            Mask = network.Address?.Mask?.ToString(),
            Gateway = network.Address?.Gateway?.ToString(),
            Dns = network.Address?.Dns?.ToString(),
            Dns2 = network.Address?.Dns2?.ToString(),
        };

    public KnownNetwork ToNetwork() => new(Ssid, Pass, AddressOf(Ip, Mask, Gateway, Dns, Dns2));

    public static StaticAddress? AddressOf(string? ip, string? mask, string? gateway, string? dns, string? dns2) =>
        Quad(ip) is { } address ? new StaticAddress(address, Quad(mask), Quad(gateway), Quad(dns), Quad(dns2)) : null;

    private static IPAddress? Quad(string? text) => IPAddress.TryParse(text, out var address) ? address : null;
}
