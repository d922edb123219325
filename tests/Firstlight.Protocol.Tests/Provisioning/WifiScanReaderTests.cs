using System.Text;
using System.Text.Json;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Protocol.Tests.Provisioning;

public sealed class WifiScanReaderTests
{
    private const string Classic = """
        [
        {"ssid":"NAME","bssid":"24:6F:28:AA:BB:CC","rssi":-52,"sec":"WPA2","ch":6,"hidden":0},
        {"ssid":"","bssid":"24:6F:28:AA:BB:CD","rssi":-70,"sec":"WPA2+WPA3","ch":11,"hidden":1}]
        """;

    [Theory]
    [InlineData("Home")]
    [InlineData("Bob's \"5G\"")]
    [InlineData("\"")]
    [InlineData("trailing \\")]
    [InlineData("a\\b\\u0041")]
    [InlineData("x\",\"rssi\":-1,\"y")]
    [InlineData("[not] {json}")]
    [InlineData("Café 🏠")]
    public void A_classic_list_keeps_every_name_as_it_stands(string name)
    {
        var networks = Read(Classic.Replace("NAME", name, StringComparison.Ordinal), ProvisioningDialect.Classic);

        networks.ShouldBe([
            new WifiScanEntry
            {
                Ssid = name,
                Bssid = "24:6F:28:AA:BB:CC",
                Rssi = -52,
                Security = "WPA2",
                Channel = 6,
            },
            new WifiScanEntry
            {
                Bssid = "24:6F:28:AA:BB:CD",
                Rssi = -70,
                Security = "WPA2+WPA3",
                Channel = 11,
            },
        ]);
    }

    [Fact]
    public void A_newer_list_is_escaped_and_comes_back_as_written()
    {
        IReadOnlyList<WifiScanEntry> sent =
        [
            new()
            {
                Ssid = "Bob's \"5G\" \\ ä",
                Rssi = -40,
                Security = "OPEN",
                Channel = 1,
            },
            new()
            {
                Ssid = "Home",
                Rssi = -60,
                Security = "WPA3",
                Channel = 36,
            },
        ];

        var json = JsonSerializer.Serialize(sent, ProvisioningJson.Default.IReadOnlyListWifiScanEntry);

        Read(json, ProvisioningDialect.Newer).ShouldBe(sent);
    }

    [Fact]
    public void Nothing_in_the_air_is_an_empty_list() => Read("[]", ProvisioningDialect.Classic).ShouldBeEmpty();

    [Fact]
    public void A_list_that_was_cut_off_gives_what_arrived()
    {
        var networks = Read("""[{"ssid":"A","rssi":-50},{"ssid":"B","rssi":-6""", ProvisioningDialect.Newer);

        networks.Select(network => network.Ssid).ShouldBe(["A", "B"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("<html>")]
    public void What_is_no_list_is_refused(string answer) =>
        WifiScanReader
            .TryRead(Encoding.UTF8.GetBytes(answer), ProvisioningDialect.Classic, out _, out var fault)
            .ShouldBeFalse(fault);

    [Theory]
    [InlineData(ProvisioningDialect.Classic)]
    [InlineData(ProvisioningDialect.Newer)]
    public void No_list_is_longer_than_the_limit(ProvisioningDialect dialect)
    {
        var entries = string.Join(',', Enumerable.Repeat("{\"ssid\":\"a\\\\\"}", 200));

        Read($"[{entries}]", dialect).Count.ShouldBe(WifiScanReader.NetworksMax);
        WifiScanReader.TryRead(new byte[65_537], dialect, out _, out var fault).ShouldBeFalse();
        fault.ShouldContain("65537 bytes");
    }

    private static IReadOnlyList<WifiScanEntry> Read(string answer, ProvisioningDialect dialect)
    {
        WifiScanReader
            .TryRead(Encoding.UTF8.GetBytes(answer), dialect, out var networks, out var fault)
            .ShouldBeTrue(fault);
        return networks!;
    }
}
