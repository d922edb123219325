namespace Firstlight.Edgent.Tests.Cloud;

public sealed class VirtualValueTests
{
    [Fact]
    public void A_value_has_parts()
    {
        var value = new VirtualValue("13.4\052.5\0Berlin");

        value.Parts.ShouldBe(["13.4", "52.5", "Berlin"]);
        value.Text.ShouldBe("13.4");
        value.As<double>().ShouldBe(13.4);
        value.PartAs<double>(1).ShouldBe(52.5);
        value.PartAs(2, -1).ShouldBe(-1);
        value.PartAs(9, 7).ShouldBe(7);
        value.ToString().ShouldBe("13.4 52.5 Berlin");
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("on", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    [InlineData("False", false)]
    public void A_value_is_a_switch(string wire, bool on) => new VirtualValue(wire).IsOn.ShouldBe(on);

    [Fact]
    public void A_missing_value_is_empty()
    {
        default(VirtualValue).Text.ShouldBeEmpty();
        default(VirtualValue).As(3).ShouldBe(3);
    }

    [Fact]
    public void Numbers_travel_with_a_point() =>
        VirtualValue.Of(21.5, 1e6f, -3, true, false, "x").Wire.ShouldBe("21.5\01000000\0-3\01\00\0x");
}
