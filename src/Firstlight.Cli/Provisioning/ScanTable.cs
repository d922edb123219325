using Firstlight.Cli.Output;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Cli.Provisioning;

/// <summary>The device's scan as people read it.</summary>
internal static class ScanTable
{
    private const int LastChannelOf24Gigahertz = 14;

    public static void Show(Screen screen, IReadOnlyList<WifiScanEntry> networks)
    {
        screen.Line("");
        screen.Table(
            ["network", "signal", "lock", "band", "channel"],
            networks
                .OrderByDescending(network => network.Rssi)
                .Select(network =>
                    (IReadOnlyList<string?>)
                        [
                            network.Ssid.Length > 0 ? network.Ssid : "(hidden)",
                            $"{network.Rssi} dBm",
                            IsOpen(network) ? "open" : network.Security ?? "",
                            network.Channel > LastChannelOf24Gigahertz ? "5 GHz" : "2.4 GHz",
                            network.Channel.ToString(),
                        ]
                )
        );
        screen.Line("");
    }

    public static bool IsOpen(WifiScanEntry network) => network.Security is "OPEN" or "OWE";
}
