namespace Firstlight.Core.Tests;

public sealed class VirtualPinTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("V4", 4)]
    [InlineData("v255", 255)]
    public void A_pin_is_read(string text, byte number)
    {
        VirtualPin.TryParse(text, out var pin).ShouldBeTrue();
        pin.Number.ShouldBe(number);
        pin.ToString().ShouldBe($"V{number}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("V")]
    [InlineData("VV4")]
    [InlineData("A4")]
    [InlineData("256")]
    [InlineData("V256")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("٣")]
    public void Anything_else_is_refused(string text) => VirtualPin.TryParse(text, out _).ShouldBeFalse();
}
