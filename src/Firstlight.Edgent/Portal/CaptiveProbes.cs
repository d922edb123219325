using System.Collections.Frozen;

namespace Firstlight.Edgent;

/// <summary>The hosts that phones and laptops ask to find out whether a network leads to the internet.</summary>
internal static class CaptiveProbes
{
    private static readonly FrozenSet<string> Hosts = new[]
    {
        "captive.apple.com",
        "www.apple.com",
        "connectivitycheck.gstatic.com",
        "connectivitycheck.android.com",
        "www.google.com",
        "play.googleapis.com",
        "connectivitycheck.platform.hicloud.com",
        "connectivitycheck.platform.hihonorcloud.com",
        "connect.rom.miui.com",
        "www.gstatic.com",
        "clients3.google.com",
        "www.msftconnecttest.com",
        "ipv6.msftconnecttest.com",
        "www.msftncsi.com",
        "detectportal.firefox.com",
        "connectivity-check.ubuntu.com",
        "network-test.debian.org",
        "ping.archlinux.org",
        "fedoraproject.org",
        "networkcheck.kde.org",
        "ping.manjaro.org",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary><paramref name="host"/> is a Host header, perhaps with a port.</summary>
    public static bool Includes(string? host)
    {
        if (host is null)
            return false;
        var colon = host.IndexOf(':', StringComparison.Ordinal);
        return Hosts.Contains(colon < 0 ? host : host[..colon]);
    }
}
