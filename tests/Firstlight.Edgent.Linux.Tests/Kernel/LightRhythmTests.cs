namespace Firstlight.Edgent.Linux.Tests.Kernel;

public sealed class LightRhythmTests
{
    [Fact]
    public void Blinking_jumps() =>
        LightRhythm.ForKernel(LightPatterns.PhonePresent, 200).ShouldBe("200 200 200 0 0 200 0 0");

    [Fact]
    public void Breathing_glides() => LightRhythm.ForKernel(LightPatterns.ButtonHeld, 255).ShouldBe("0 385 255 385");

    [Fact]
    public void A_light_that_is_only_on_or_off_blinks_as_slowly_as_it_would_breathe() =>
        LightRhythm.ForKernel(LightPatterns.Online, 1).ShouldBe("1 2432 1 0 0 2432 0 0");

    [Theory]
    [InlineData(0, 80)]
    [InlineData(79.5, 0.5)]
    [InlineData(80, 100)]
    [InlineData(250, 10)]
    [InlineData(260, 1000)]
    [InlineData(1260, 80)]
    public void It_is_drawn_again_when_it_changes(double elapsed, double until) =>
        LightRhythm
            .UntilChange(LightPatterns.Failed, TimeSpan.FromMilliseconds(elapsed))
            .ShouldBe(TimeSpan.FromMilliseconds(until));

    [Fact]
    public void What_does_not_change_is_drawn_once()
    {
        LightRhythm.UntilChange(LightPatterns.Off, TimeSpan.Zero).ShouldBeNull();
        LightRhythm
            .UntilChange(new LightPattern("steady", 0xFFFFFF, LightMotion.Blinking, [1000]), TimeSpan.Zero)
            .ShouldBeNull();
    }
}
