using System.Text.Json.Serialization;

namespace Firstlight.Protocol.Provisioning;

/// <summary>One network of <c>GET /wifi_scan.json</c>; strongest first, at most 15.</summary>
public sealed record WifiScanEntry
{
    /// <summary>The network's name; empty when it hides.</summary>
    [JsonPropertyName("ssid")]
    public string Ssid { get; init; } = "";

    /// <summary>The router's MAC address.</summary>
    [JsonPropertyName("bssid")]
    public string? Bssid { get; init; }

    /// <summary>Signal strength in dBm, such as -52.</summary>
    [JsonPropertyName("rssi")]
    public int Rssi { get; init; }

    /// <summary>A word such as <c>OPEN</c>, <c>WPA2</c>, <c>WPA2+WPA3</c>.</summary>
    [JsonPropertyName("sec")]
    public string? Security { get; init; }

    /// <summary>The radio channel.</summary>
    [JsonPropertyName("ch")]
    public int Channel { get; init; }
}
