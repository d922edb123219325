using System.Text;

namespace Firstlight.Edgent.Linux.Tests.Radio;

public sealed class AirNetworkTests
{
    private static readonly AirNetwork Any = new()
    {
        Path = "/ap/1",
        Ssid = Encoding.UTF8.GetBytes("home"),
        Bssid = "02:00:00:00:10:00",
        Strength = 100,
        Frequency = 2437,
        Flags = 1,
        WpaFlags = 0,
        RsnFlags = 0x100,
        Mode = 2,
    };

    [Theory]
    [InlineData(0u, 0u, 0u, "OPEN")]
    [InlineData(1u, 0u, 0u, "WEP")]
    [InlineData(1u, 0x100u, 0u, "WPA")]
    [InlineData(1u, 0u, 0x100u, "WPA2")]
    [InlineData(1u, 0x100u, 0x100u, "WPA+WPA2")]
    [InlineData(1u, 0u, 0x400u, "WPA3")]
    [InlineData(1u, 0u, 0x500u, "WPA2+WPA3")]
    [InlineData(1u, 0u, 0x200u, "WPA2-EAP")]
    [InlineData(1u, 0u, 0x800u, "OWE")]
    public void Its_security_is_one_of_the_words_that_phones_know(uint flags, uint wpa, uint rsn, string word) =>
        (Any with { Flags = flags, WpaFlags = wpa, RsnFlags = rsn }).Security.ShouldBe(word);

    [Theory]
    [InlineData(2412, 1)]
    [InlineData(2472, 13)]
    [InlineData(2484, 14)]
    [InlineData(5180, 36)]
    [InlineData(5825, 165)]
    [InlineData(5955, 1)]
    [InlineData(6415, 93)]
    [InlineData(0, 0)]
    public void Its_channel_comes_from_its_frequency(uint frequency, int channel) =>
        (Any with { Frequency = frequency }).Channel.ShouldBe(channel);

    [Theory]
    [InlineData(100, -40)]
    [InlineData(50, -70)]
    [InlineData(0, -100)]
    [InlineData(255, -40)]
    public void Its_strength_comes_back_to_what_was_measured(int strength, int rssi) =>
        (Any with { Strength = strength }).Rssi.ShouldBe(rssi);

    [Fact]
    public void A_name_of_zeroes_is_a_hidden_one()
    {
        (Any with { Ssid = new byte[6] }).ToEntry().Ssid.ShouldBeEmpty();
        (Any with { Ssid = [] }).IsHidden.ShouldBeTrue();
        Any.IsHidden.ShouldBeFalse();
        Any.IsNamed("home").ShouldBeTrue();
        Any.IsNamed("Home").ShouldBeFalse();
    }
}
