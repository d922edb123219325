using System.Text;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Protocol.Tests.Provisioning;

public sealed class AccessPointNameTests
{
    [Theory]
    [InlineData("Blynk", "Thermostat", "Blynk Thermostat-1W7R")]
    [InlineData("Blynk", "12345678901234567890", "Blynk 12345678901234567890-1W7R")]
    [InlineData("Blynk", "123456789012345678901", "Blynk 12345678901234567890-1W7R")]
    [InlineData("A prefix of 20 chars", "Thermostat", "A prefix of 20 chars Therm-1W7R")]
    [InlineData("Blynk", "Wärmepumpenregelungsgerät", "Blynk Wärmepumpenregelung-1W7R")]
    [InlineData("Blynk", "1234567890123456789ä", "Blynk 1234567890123456789-1W7R")]
    [InlineData("Blynk", "12345678901234567🌡x", "Blynk 12345678901234567-1W7R")]
    public void The_name_is_cut_in_the_middle_by_whole_characters(string prefix, string name, string expected)
    {
        var composed = AccessPointName.Compose(prefix, name, "1W7R");

        composed.ShouldBe(expected);
        Encoding.UTF8.GetByteCount(composed).ShouldBeLessThanOrEqualTo(31);
    }

    [Fact]
    public void Without_room_for_prefix_and_suffix_there_is_no_name() =>
        Should.Throw<ArgumentException>(() => AccessPointName.Compose(new string('p', 26), "x", "1W7R"));
}
