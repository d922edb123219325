using Firstlight.Protocol.Native;

namespace Firstlight.Protocol.Tests.Native;

public sealed class DeviceInformationTests
{
    [Theory]
    [InlineData("h-beat·0")]
    [InlineData("h-beat·-4")]
    [InlineData("h-beat·ten")]
    [InlineData("h-beat·3601")]
    [InlineData("h-beat·99999999999")]
    [InlineData("h-beat·")]
    [InlineData("h-beat")]
    public void An_unreadable_heartbeat_counts_as_absent(string body) =>
        DeviceInformation.Read(Wire.Body(body)).HeartbeatSeconds.ShouldBeNull();

    [Theory]
    [InlineData("buff-in·0")]
    [InlineData("buff-in·big")]
    [InlineData("buff-in·65536")]
    public void An_unreadable_buffer_size_counts_as_absent(string body) =>
        DeviceInformation.Read(Wire.Body(body)).ReceiveBytesMax.ShouldBeNull();

    [Theory]
    [InlineData("mcu·1·fw·2", "1")]
    [InlineData("fw·2·mcu·1", "1")]
    [InlineData("ncp·3·fw·2", "3")]
    [InlineData("fw·2·fw·9", "2")]
    public void The_newest_key_names_the_firmware_version(string body, string version) =>
        DeviceInformation.Read(Wire.Body(body)).FirmwareVersion.ShouldBe(version);

    [Fact]
    public void An_over_long_value_counts_as_absent_and_the_rest_is_read()
    {
        var information = DeviceInformation.Read(Wire.Body($"dev·{new string('x', 257)}·tmpl·TMPL12345678"));

        information.Board.ShouldBeNull();
        information.TemplateId.ShouldBe("TMPL12345678");
    }

    [Fact]
    public void Pairs_beyond_the_limit_are_not_looked_at()
    {
        var filler = string.Concat(Enumerable.Range(0, DeviceInformation.PairsMax - 1).Select(pair => $"k{pair}·v·"));

        DeviceInformation.Read(Wire.Body($"{filler}tmpl·TMPL1")).TemplateId.ShouldBe("TMPL1");
        DeviceInformation.Read(Wire.Body($"{filler}more·v·tmpl·TMPL1")).TemplateId.ShouldBeNull();
    }

    [Fact]
    public void An_empty_list_says_nothing() => DeviceInformation.Read(Wire.Body("")).ShouldBe(new DeviceInformation());
}
