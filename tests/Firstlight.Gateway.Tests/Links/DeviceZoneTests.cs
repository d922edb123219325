using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Tests.Links;

public sealed class DeviceZoneTests
{
    private static readonly DateTimeOffset June = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("UTC", "UTC0", 0, 0)]
    [InlineData("Europe/Kyiv", "EET-2EEST,M3.5.0/3,M10.5.0/4", 120, 60)]
    [InlineData("Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3", 60, 60)]
    [InlineData("America/New_York", "EST5EDT,M3.2.0,M11.1.0", -300, 60)]
    [InlineData("Asia/Kolkata", "IST-5:30", 330, 0)]
    [InlineData("Australia/Sydney", "AEST-10AEDT,M10.1.0,M4.1.0/3", 600, 0)]
    [InlineData("America/Sao_Paulo", "<-03>3", -180, 0)]
    public void A_zone_has_a_rule_and_offsets(string name, string rule, int standard, int daylight)
    {
        var zone = Zone(name);

        zone.Rule(June).ShouldBe(rule);
        (zone.StandardMinutes, zone.DaylightMinutes(June)).ShouldBe((standard, daylight));
    }

    [Theory]
    [InlineData("Asia/Kolkata", "<+0530>-5:30")]
    [InlineData("America/Sao_Paulo", "<-03>3")]
    [InlineData("Europe/Kyiv", "<+03>-3")]
    public void Without_the_file_of_the_zone_the_rule_says_what_holds_now(string name, string rule) =>
        new DeviceZone(TimeZoneInfo.FindSystemTimeZoneById(name), "/nowhere").Rule(June).ShouldBe(rule);

    [Fact]
    public void Two_changes_ahead_are_told_to_the_second()
    {
        Zone("Europe/Kyiv").Changes(June).ShouldBe([(Utc(2026, 10, 25, 1), 120), (Utc(2027, 3, 28, 1), 180)]);
        Zone("Australia/Sydney").Changes(June).ShouldBe([(Utc(2026, 10, 3, 16), 660), (Utc(2027, 4, 3, 16), 600)]);
        Zone("Asia/Kolkata").Changes(June).ShouldBeEmpty();
    }

    [Fact]
    public void The_second_of_a_change_belongs_to_the_new_offset()
    {
        var zone = Zone("Europe/Berlin");
        var change = Utc(2026, 10, 25, 1);

        zone.MinutesAt(change.AddSeconds(-1)).ShouldBe(120);
        zone.MinutesAt(change).ShouldBe(60);
        zone.Changes(change)[0].At.ShouldBe(Utc(2027, 3, 28, 1), "this one is over");
    }

    private static DeviceZone Zone(string name) => new(TimeZoneInfo.FindSystemTimeZoneById(name));

    private static DateTimeOffset Utc(int year, int month, int day, int hour) =>
        new(year, month, day, hour, 0, 0, TimeSpan.Zero);
}
