using System.Text;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>The scan as a list to choose from: strongest first, each name once, nameless networks left out.</summary>
internal static class NetworkChoices
{
    /// <summary>The list as markup, and whether the wanted network is in it.</summary>
    public static (string Markup, bool Chosen) Render(IReadOnlyList<WifiScanEntry> networks, string wanted)
    {
        var markup = new StringBuilder();
        var chosen = false;
        foreach (
            var network in networks
                .Where(network => !string.IsNullOrWhiteSpace(network.Ssid))
                .OrderByDescending(network => network.Rssi)
                .DistinctBy(network => network.Ssid, StringComparer.Ordinal)
                .Take(PortalLimits.NetworksMax)
        )
        {
            var isWanted = network.Ssid == wanted;
            chosen |= isWanted;
            Append(markup, network, isWanted);
        }

        return (markup.ToString(), chosen);
    }

    private static void Append(StringBuilder markup, WifiScanEntry network, bool isWanted)
    {
        var security = network.Security ?? "";
        var isEnterprise =
            security.Contains("EAP", StringComparison.OrdinalIgnoreCase)
            || security.Contains("ENT", StringComparison.OrdinalIgnoreCase);
        var isOpen = security.Equals("OPEN", StringComparison.OrdinalIgnoreCase);
        var name = PortalPages.Escape(network.Ssid);
        var state = (isEnterprise, isWanted) switch
        {
            (true, _) => " disabled",
            (_, true) => " checked",
            _ => "",
        };
        markup.Append($"<label class=\"net\"><input type=\"radio\" name=\"ssid\" value=\"{name}\"{state}><b>{name}");
        if (isEnterprise)
            markup.Append("<small>Asks for a user name, which this device cannot give</small>");
        markup.Append("</b>");
        if (!isOpen)
            markup.Append("<svg role=\"img\" aria-label=\"needs a password\"><use href=\"#lock\"/></svg>");
        var bars = BarsOf(network.Rssi);
        markup.Append(
            $"<svg role=\"img\" aria-label=\"signal {bars} of 4\" viewBox=\"0 0 20 20\" class=\"b{bars}\">{Bars}</svg></label>"
        );
    }

    private const string Bars =
        "<rect class=\"bar\" x=\"1\" y=\"13\" width=\"3\" height=\"4\"/><rect class=\"bar\" x=\"6\" y=\"10\" width=\"3\" height=\"7\"/>"
        + "<rect class=\"bar\" x=\"11\" y=\"6\" width=\"3\" height=\"11\"/><rect class=\"bar\" x=\"16\" y=\"2\" width=\"3\" height=\"15\"/>";

    /// <summary>Signal strength in dBm as one to four bars.</summary>
    private static int BarsOf(int rssi) =>
        rssi switch
        {
            >= -55 => 4,
            >= -67 => 3,
            >= -78 => 2,
            _ => 1,
        };
}
