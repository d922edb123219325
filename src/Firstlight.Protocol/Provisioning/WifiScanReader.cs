using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Protocol.Provisioning;

/// <summary>Reads <c>/wifi_scan.json</c> as firmware in the field sends it, JSON or nearly.</summary>
public static class WifiScanReader
{
    /// <summary>The longest answer read, in bytes.</summary>
    public const int AnswerBytesMax = TolerantJson.AnswerBytesMax;

    /// <summary>Networks read; firmware lists 15.</summary>
    public const int NetworksMax = 64;

    // An entry begins with its name; the order of the rest is free.
    private static readonly string[] Keys = ["ssid", "bssid", "rssi", "sec", "ch", "hidden"];

    /// <summary>
    /// Reads the answer in its own order: strongest first, doubles and nameless (hidden) networks included. An entry's
    /// unreadable numbers count as 0.
    /// </summary>
    /// <param name="answer">The body, UTF-8.</param>
    /// <param name="dialect">Who answers: classic firmware escapes nothing, so its backslashes are part of the name.</param>
    /// <param name="networks">The networks, none when the device found none.</param>
    /// <param name="fault">Why there is no list: too long, or not a list.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> answer,
        ProvisioningDialect dialect,
        [NotNullWhen(true)] out IReadOnlyList<WifiScanEntry>? networks,
        out string fault
    )
    {
        networks = null;
        if (!TolerantJson.TryDecode(answer, out var text, out fault))
            return false;
        if (!text.StartsWith('['))
        {
            fault = "The answer is not a list of networks.";
            return false;
        }

        var unescaped = dialect == ProvisioningDialect.Classic && text.Contains('\\', StringComparison.Ordinal);
        var entries =
            (unescaped ? null : TolerantJson.ReadList(text, NetworksMax))
            ?? UnescapedJson.ReadList(text, Keys, NetworksMax);
        networks = entries.ConvertAll(Describe);
        return true;
    }

    private static WifiScanEntry Describe(Dictionary<string, string> values) =>
        new()
        {
            Ssid = values.Text("ssid") ?? "",
            Bssid = values.Text("bssid"),
            Rssi = values.Number("rssi") ?? 0,
            Security = values.Text("sec"),
            Channel = values.Number("ch") ?? 0,
        };
}
