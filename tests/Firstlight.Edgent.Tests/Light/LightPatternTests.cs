using Firstlight.Edgent.Tests.Machine;

namespace Firstlight.Edgent.Tests.Light;

public sealed class LightPatternTests
{
    [Theory]
    [InlineData(EdgentMode.WaitConfig, 0x0D36FF, "50 500")]
    [InlineData(EdgentMode.Configuring, 0x0D36FF, "200 200")]
    [InlineData(EdgentMode.SwitchToStation, 0xFF1008, "80 100 80 1000")]
    [InlineData(EdgentMode.ConnectingNetwork, 0x2EFFB9, "50 500")]
    [InlineData(EdgentMode.ConnectingCloud, 0x2EFFB9, "100 100")]
    [InlineData(EdgentMode.Running, 0x2EFFB9, "4864")]
    [InlineData(EdgentMode.OtaUpgrade, 0xA700FF, "50 50")]
    [InlineData(EdgentMode.Error, 0xFF1008, "80 100 80 1000")]
    public void Each_mode_has_its_colour_and_rhythm(EdgentMode mode, int rgb, string milliseconds)
    {
        var pattern = new MachineBench().In(mode).Light;

        pattern.Rgb.ShouldBe(rgb);
        string.Join(' ', pattern.Milliseconds).ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(79, 1)]
    [InlineData(80, 0)]
    [InlineData(179, 0)]
    [InlineData(180, 1)]
    [InlineData(260, 0)]
    [InlineData(1259, 0)]
    [InlineData(1260, 1)]
    public void Blinking_follows_its_spans_round_and_round(int milliseconds, double brightness) =>
        LightPatterns.Failed.At(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(brightness);

    [Fact]
    public void Breathing_rises_and_falls()
    {
        LightPatterns.Online.At(TimeSpan.Zero).ShouldBe(0);
        LightPatterns.Online.At(TimeSpan.FromMilliseconds(2432)).ShouldBe(1);
        LightPatterns.Online.At(TimeSpan.FromMilliseconds(4864 - 1216)).ShouldBe(0.5);
    }

    [Fact]
    public void Off_is_dark() => LightPatterns.Off.At(TimeSpan.FromSeconds(1)).ShouldBe(0);
}
