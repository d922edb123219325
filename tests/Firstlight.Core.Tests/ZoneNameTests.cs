namespace Firstlight.Core.Tests;

public sealed class ZoneNameTests
{
    [Theory]
    [InlineData("Europe/Kyiv", "Europe/Kyiv")]
    [InlineData(" Asia/Kolkata ", "Asia/Kolkata")]
    [InlineData("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    [InlineData("America/Port-au-Prince", "America/Port-au-Prince")]
    [InlineData("Etc/GMT+3", "Etc/GMT+3")]
    [InlineData("UTC", "UTC")]
    public void Names_of_the_zone_files_are_found(string name, string id) =>
        ZoneName.Find(name).ShouldNotBeNull().Id.ShouldBe(id);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Mars/Base")]
    [InlineData("+02:00")]
    [InlineData("UTC+12")]
    [InlineData("FLE Standard Time")]
    [InlineData("posix/Europe/Kyiv")]
    [InlineData("localtime")]
    [InlineData("../../../etc/passwd")]
    [InlineData("Europe/../Europe/Kyiv")]
    [InlineData("Europe")]
    [InlineData("Europe/Kyiv\0")]
    public void Others_are_not(string? name) => ZoneName.Find(name).ShouldBeNull();

    [Fact]
    public void Whatever_people_choose_from_is_found()
    {
        ZoneName.All.Count.ShouldBeGreaterThan(300);
        ZoneName.All.ShouldContain("Europe/Kyiv");
        ZoneName.All.ShouldContain("UTC");
        ZoneName.All.ShouldAllBe(name => ZoneName.Find(name)!.Id == name);
    }
}
