using System.Text;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Linux;

/// <summary>One network as NetworkManager heard it.</summary>
internal sealed record AirNetwork
{
    private const uint Privacy = 0x1;
    private const uint KeyPsk = 0x100;
    private const uint KeyEnterprise = 0x200 | 0x2000;
    private const uint KeySae = 0x400;
    private const uint KeyOwe = 0x800;
    private const uint Infrastructure = 2;

    public required string Path { get; init; }
    public required byte[] Ssid { get; init; }
    public required string Bssid { get; init; }
    public required int Strength { get; init; }
    public required uint Frequency { get; init; }
    public required uint Flags { get; init; }
    public required uint WpaFlags { get; init; }
    public required uint RsnFlags { get; init; }
    public required uint Mode { get; init; }

    public static AirNetwork Read(string path, PropertyBag properties) =>
        new()
        {
            Path = path,
            Ssid = properties.Get<byte[]>("Ssid", []),
            Bssid = properties.Get("HwAddress", ""),
            Strength = properties.Get<byte>("Strength", 0),
            Frequency = properties.Get("Frequency", 0u),
            Flags = properties.Get("Flags", 0u),
            WpaFlags = properties.Get("WpaFlags", 0u),
            RsnFlags = properties.Get("RsnFlags", 0u),
            Mode = properties.Get("Mode", 0u),
        };

    /// <summary>A router's, not an access point of ours or a network of laptops.</summary>
    public bool IsRouter => Mode == Infrastructure;

    /// <summary>True when routers of this kind hide their names.</summary>
    public bool IsHidden => Ssid.Length == 0 || Array.TrueForAll(Ssid, one => one == 0);

    /// <summary>True when only the newer way with a password is offered.</summary>
    public bool NeedsSae => (RsnFlags & KeySae) != 0 && ((RsnFlags | WpaFlags) & KeyPsk) == 0;

    /// <summary>True when it is encrypted without a password.</summary>
    public bool IsOwe => (RsnFlags & KeyOwe) != 0 && (RsnFlags & (KeyPsk | KeySae)) == 0;

    public bool IsNamed(string ssid) => Ssid.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(ssid));

    /// <summary>NetworkManager makes 0 to 100 of -100 to -40 dBm; this is the way back.</summary>
    public int Rssi => -40 - (int)Math.Round((100 - Math.Clamp(Strength, 0, 100)) * 0.6);

    public int Channel =>
        (int)Frequency switch
        {
            2484 => 14,
            >= 2412 and < 2484 and var low => (low - 2407) / 5,
            >= 5955 and var high => (high - 5950) / 5,
            >= 5000 and var middle => (middle - 5000) / 5,
            _ => 0,
        };

    /// <summary>The words that phones know (<c>docs/protocols/provisioning.md</c>).</summary>
    public string Security
    {
        get
        {
            if (((RsnFlags | WpaFlags) & KeyEnterprise) != 0)
                return "WPA2-EAP";
            if (IsOwe)
                return "OWE";
            var words = new List<string>();
            if ((WpaFlags & KeyPsk) != 0)
                words.Add("WPA");
            if ((RsnFlags & KeyPsk) != 0)
                words.Add("WPA2");
            if ((RsnFlags & KeySae) != 0)
                words.Add("WPA3");
            return words.Count > 0 ? string.Join('+', words)
                : (Flags & Privacy) != 0 ? "WEP"
                : "OPEN";
        }
    }

    public WifiScanEntry ToEntry() =>
        new()
        {
            Ssid = IsHidden ? "" : Encoding.UTF8.GetString(Ssid),
            Bssid = Bssid,
            Rssi = Rssi,
            Security = Security,
            Channel = Channel,
        };
}
