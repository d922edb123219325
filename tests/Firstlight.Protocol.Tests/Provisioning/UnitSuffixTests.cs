using Firstlight.Protocol.Provisioning;

namespace Firstlight.Protocol.Tests.Provisioning;

public sealed class UnitSuffixTests
{
    // Computed from the published firmware; eight bytes are an ESP32, six an ESP8266.
    [Theory]
    [InlineData("246f28aabbcc0000", 0xE0828B9E, "1W7R", "1W7R")]
    [InlineData("246f28aabbcc", 0x940152F1, "W8FH", "W8FH")]
    [InlineData("a0b7651234560000", 0x0672E32A, "8HD8", "8HD8")]
    [InlineData("a0b765123456", 0x30BA2EC2, "C2U0", "C2X0")]
    public void The_suffix_is_the_one_that_firmware_shows(string hardware, uint unique, string classic, string newer)
    {
        var bytes = Convert.FromHexString(hardware);

        UnitSuffix.Unique(bytes).ShouldBe(unique);
        UnitSuffix.Of(bytes, ProvisioningDialect.Classic).ShouldBe(classic);
        UnitSuffix.Of(bytes, ProvisioningDialect.Newer).ShouldBe(newer);
    }

    [Fact]
    public void No_letter_stands_twice_in_a_row()
    {
        for (var unit = 0; unit < 5_000; unit++)
        {
            var suffix = UnitSuffix.Of(BitConverter.GetBytes(unit), ProvisioningDialect.Newer);

            suffix.Length.ShouldBe(UnitSuffix.Characters);
            suffix.Zip(suffix.Skip(1)).ShouldAllBe(pair => pair.First != pair.Second);
        }
    }
}
