using Firstlight.Edgent;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Workbench.Tests.Air;

public sealed class AirRulesTests
{
    private static readonly Network Home = new()
    {
        Ssid = "Home",
        Password = "home-password",
        Security = "WPA2",
    };

    private static readonly StaticAddress Fixed = new(System.Net.IPAddress.Loopback, null, null, null, null);

    [Theory]
    [InlineData(true, true, "home-password", false, JoinResult.Joined)]
    [InlineData(true, true, "Home-password", false, JoinResult.WrongPassword)]
    [InlineData(true, true, "", false, JoinResult.WrongPassword)]
    [InlineData(false, true, "home-password", false, JoinResult.Timeout)]
    [InlineData(false, true, "wrong-password", false, JoinResult.Timeout)]
    [InlineData(true, false, "home-password", false, JoinResult.NoAddress)]
    [InlineData(true, false, "home-password", true, JoinResult.Joined)]
    [InlineData(true, false, "wrong-password", true, JoinResult.WrongPassword)]
    public void Who_gets_in(bool on, bool dhcp, string password, bool withAddress, JoinResult expected) =>
        AirRules.Judge(Home with { On = on, Dhcp = dhcp }, Request(password, withAddress)).ShouldBe(expected);

    [Fact]
    public void A_network_that_is_not_there_is_not_found() =>
        AirRules.Judge(null, Request("home-password", false)).ShouldBe(JoinResult.NotFound);

    [Fact]
    public void An_open_network_refuses_a_password() =>
        AirRules
            .Judge(Home with { Password = "", Security = Network.Open }, Request("home-password", false))
            .ShouldBe(JoinResult.WrongPassword);

    [Fact]
    public void What_drops_a_device_and_what_does_not()
    {
        AirRules.Drops(Home, null).ShouldBeTrue();
        AirRules.Drops(Home, Home with { On = false }).ShouldBeTrue();
        AirRules.Drops(Home, Home with { Password = "another-password" }).ShouldBeTrue();
        AirRules.Drops(Home, Home with { Password = "", Security = Network.Open }).ShouldBeTrue();
        AirRules.Drops(Home, Home with { Rssi = -90, Channel = 11, Hidden = true }).ShouldBeFalse();
        AirRules.Drops(Home, Home with { Dhcp = false }).ShouldBeFalse();
    }

    [Fact]
    public void A_scan_shows_what_is_on_strongest_first_and_keeps_hidden_names()
    {
        var air = new Workbench.Air(static () => { });
        air.TryAdd(Home with { Rssi = -70 });
        air.TryAdd(Home with { Ssid = "Strong", Rssi = -40 });
        air.TryAdd(Home with { Ssid = "Secret", Rssi = -50, Hidden = true });
        air.TryAdd(Home with { Ssid = "Off", On = false });

        air.Scan().Select(entry => entry.Ssid).ShouldBe(["Strong", "", "Home"]);
    }

    [Theory]
    [InlineData("", "home-password", "WPA2", -50, 6, "ssid")]
    [InlineData("a name of more than thirty-two bytes", "home-password", "WPA2", -50, 6, "ssid")]
    [InlineData("Ho\u0007me", "home-password", "WPA2", -50, 6, "ssid")]
    [InlineData("Home", "short", "WPA2", -50, 6, "password")]
    [InlineData("Home", "", "WPA2", -50, 6, "password")]
    [InlineData("Home", "home-password", "OPEN", -50, 6, "password")]
    [InlineData("Home", "home-password", "WPA9", -50, 6, "security")]
    [InlineData("Home", "home-password", "WPA2", 0, 6, "rssi")]
    [InlineData("Home", "home-password", "WPA2", -50, 0, "channel")]
    [InlineData("Home", "home-password", "WPA2", -50, 197, "channel")]
    public void A_network_with_a_fault_names_its_field(
        string ssid,
        string password,
        string security,
        int rssi,
        int channel,
        string field
    )
    {
        var network = new Network
        {
            Ssid = ssid,
            Password = password,
            Security = security,
            Rssi = rssi,
            Channel = channel,
        };

        network.FindFault().ShouldNotBeNull().Field.ShouldBe(field);
    }

    [Fact]
    public void Passwords_do_not_leak_through_text() => Home.ToString().ShouldNotContain("home-password");

    private static JoinRequest Request(string password, bool withAddress) =>
        new()
        {
            Ssid = "Home",
            Password = password,
            HostName = "thermostat",
            Address = withAddress ? Fixed : null,
        };
}
