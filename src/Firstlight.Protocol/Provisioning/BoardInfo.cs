using System.Text.Json.Serialization;

namespace Firstlight.Protocol.Provisioning;

/// <summary>
/// What <c>GET /board_info.json</c> answers. Ours carries the classic and the newer key set in one object; a reader
/// accepts either. Source: published Edgent firmware; table in <c>docs/protocols/provisioning.md</c>.
/// </summary>
public sealed record BoardInfo
{
    /// <summary>Classic: the template's name.</summary>
    [JsonPropertyName("board")]
    public string? Board { get; init; }

    /// <summary>Newer: the maker's prefix, such as <c>Blynk</c>.</summary>
    [JsonPropertyName("vendor")]
    public string? Vendor { get; init; }

    /// <summary>The template id that is compiled into the firmware.</summary>
    [JsonPropertyName("tmpl_id")]
    public string? TemplateId { get; init; }

    /// <summary>The firmware type, normally the template id.</summary>
    [JsonPropertyName("fw_type")]
    public string? FirmwareType { get; init; }

    /// <summary>The firmware version.</summary>
    [JsonPropertyName("fw_ver")]
    public string? FirmwareVersion { get; init; }

    /// <summary>Newer: the device's full name, equal to its access point's.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Newer: a random id that survives a reset.</summary>
    [JsonPropertyName("uid")]
    public string? Uid { get; init; }

    /// <summary>Classic: the access point's name.</summary>
    [JsonPropertyName("ssid")]
    public string? Ssid { get; init; }

    /// <summary>The access point's MAC address.</summary>
    [JsonPropertyName("bssid")]
    public string? Bssid { get; init; }

    /// <summary>Classic: the station's MAC address.</summary>
    [JsonPropertyName("mac")]
    public string? Mac { get; init; }

    /// <summary>The <see cref="DeviceErrorCode"/> of the last failed attempt; 0 for none.</summary>
    [JsonPropertyName("last_error")]
    public int LastError { get; init; }

    /// <summary>
    /// What the device is doing, in the words of the newer protocol: <c>connecting_net</c>, <c>connecting_cloud</c>,
    /// <c>connected</c>, <c>error</c>, else <c>unknown</c>. Ours; told by devices whose access point stays up meanwhile.
    /// </summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Classic: the device can list networks.</summary>
    [JsonPropertyName("wifi_scan")]
    public bool? WifiScan { get; init; }

    /// <summary>Classic: the device takes a static address.</summary>
    [JsonPropertyName("static_ip")]
    public bool? StaticIp { get; init; }

    /// <summary>Classic, some boards: the radio has 5 GHz.</summary>
    [JsonPropertyName("5ghz")]
    public bool? FiveGigahertz { get; init; }

    /// <summary>Newer: the network interfaces.</summary>
    [JsonPropertyName("ifs")]
    public IReadOnlyList<BoardInterface>? Interfaces { get; init; }

    /// <summary>Which generation of firmware answers: the newer one names its vendor and interfaces.</summary>
    [JsonIgnore]
    public ProvisioningDialect Dialect =>
        Vendor is not null || Interfaces is not null ? ProvisioningDialect.Newer : ProvisioningDialect.Classic;
}

/// <summary>One entry of <c>ifs</c>.</summary>
public sealed record BoardInterface
{
    /// <summary><c>wifi</c>, <c>cell</c> or <c>eth</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Its MAC address.</summary>
    [JsonPropertyName("mac")]
    public string? Mac { get; init; }

    /// <summary>1 when it can list networks.</summary>
    [JsonPropertyName("scan")]
    public int? Scan { get; init; }

    /// <summary>1 when it has 5 GHz.</summary>
    [JsonPropertyName("5ghz")]
    public int? FiveGigahertz { get; init; }

    /// <summary>1 when it takes a static address.</summary>
    [JsonPropertyName("static_ip")]
    public int? StaticIp { get; init; }
}
