using System.Net;
using System.Text;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Linux.Tests.Radio;

public sealed class ProfilesTests
{
    private static readonly JoinRequest Home = new()
    {
        Ssid = "hömé",
        Password = "secret-password",
        HostName = "Blynk-Thermostat-AAAA",
    };

    private static readonly AirNetwork Heard = new()
    {
        Path = "/ap/1",
        Ssid = Encoding.UTF8.GetBytes("hömé"),
        Bssid = "",
        Strength = 1,
        Frequency = 2437,
        Flags = 1,
        WpaFlags = 0,
        RsnFlags = 0x100,
        Mode = 2,
    };

    [Theory]
    [InlineData("secret-password", 0x100u, "wpa-psk")]
    [InlineData("secret-password", 0x500u, "wpa-psk")]
    [InlineData("secret-password", 0x400u, "sae")]
    [InlineData("", 0x800u, "owe")]
    public void The_way_in_follows_from_what_the_router_offers(string password, uint rsn, string way)
    {
        var profile = Profiles.OfNetwork(Home with { Password = password }, "wlan0", Heard with { RsnFlags = rsn });

        Of(profile, "802-11-wireless-security", "key-mgmt").ShouldBe(new Variant("s", way));
    }

    [Fact]
    public void An_open_network_has_no_security_at_all() =>
        Profiles
            .OfNetwork(Home with { Password = "" }, "wlan0", Heard with { RsnFlags = 0 })
            .ShouldNotContainKey("802-11-wireless-security");

    [Fact]
    public void A_network_that_was_not_heard_is_called_by_name()
    {
        var profile = Profiles.OfNetwork(Home, "wlan0", heard: null);

        Of(profile, "802-11-wireless", "hidden").ShouldBe(new Variant("b", true));
        ((byte[])Of(profile, "802-11-wireless", "ssid").Value).ShouldBe(Encoding.UTF8.GetBytes("hömé"));
    }

    [Theory]
    [InlineData(null, 24u)]
    [InlineData("255.255.0.0", 16u)]
    [InlineData("255.255.255.252", 30u)]
    [InlineData("255.0.255.0", 33u)]
    public void A_fixed_address_has_its_mask_as_a_length_and_a_mask_with_gaps_is_left_to_be_refused(
        string? mask,
        uint prefix
    )
    {
        var address = new StaticAddress(
            IPAddress.Parse("10.0.0.7"),
            mask is null ? null : IPAddress.Parse(mask),
            IPAddress.Parse("10.0.0.1"),
            IPAddress.Parse("1.2.3.4"),
            null
        );

        var profile = Profiles.OfNetwork(Home with { Address = address }, "wlan0", Heard);

        Of(profile, "ipv4", "method").ShouldBe(new Variant("s", "manual"));
        Of(profile, "ipv4", "gateway").ShouldBe(new Variant("s", "10.0.0.1"));
        Of(profile, "ipv4", "dns").Value.ShouldBe(new object[] { BitConverter.ToUInt32([1, 2, 3, 4]) });
        var data = (Dictionary<object, object>)((object[])Of(profile, "ipv4", "address-data").Value)[0];
        data["address"].ShouldBe(new Variant("s", "10.0.0.7"));
        data["prefix"].ShouldBe(new Variant("u", prefix));
    }

    private static Variant Of(Dictionary<object, object> profile, string group, string key) =>
        (Variant)((Dictionary<object, object>)profile[group])[key];
}
