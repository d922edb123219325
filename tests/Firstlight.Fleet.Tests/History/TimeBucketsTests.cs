using System.Globalization;

namespace Firstlight.Fleet.Tests.History;

public sealed class TimeBucketsTests
{
    [Theory]
    [InlineData(Resolution.Minute, "UTC", "2026-03-01 12:34:56", "2026-03-01 12:34", "2026-03-01 12:35")]
    [InlineData(Resolution.Hour, "UTC", "2026-03-01 12:34:56", "2026-03-01 12:00", "2026-03-01 13:00")]
    [InlineData(Resolution.Hour, "Asia/Kolkata", "2026-03-01 12:34:56", "2026-03-01 12:30", "2026-03-01 13:30")]
    [InlineData(Resolution.Day, "UTC", "2026-03-01 00:00:00", "2026-03-01 00:00", "2026-03-02 00:00")]
    [InlineData(Resolution.Day, "Europe/Kyiv", "2026-01-01 22:00:00", "2026-01-01 22:00", "2026-01-02 22:00")]
    [InlineData(Resolution.Week, "UTC", "2026-03-01 12:00:00", "2026-02-23 00:00", "2026-03-02 00:00")]
    [InlineData(Resolution.Week, "UTC", "2026-03-02 00:00:00", "2026-03-02 00:00", "2026-03-09 00:00")]
    [InlineData(Resolution.Month, "UTC", "2026-02-28 23:59:59", "2026-02-01 00:00", "2026-03-01 00:00")]
    [InlineData(Resolution.Month, "Europe/Berlin", "2026-03-31 21:59:59", "2026-02-28 23:00", "2026-03-31 22:00")]
    public void A_moment_is_in_the_bucket_of_the_clock_on_the_wall(
        Resolution resolution,
        string zone,
        string moment,
        string from,
        string to
    ) => Around(resolution, zone, moment).ShouldBe((Utc(from), Utc(to)));

    [Theory]
    [InlineData("Europe/Kyiv", "2026-03-29 12:00:00", 23)] // the clock goes on at three
    [InlineData("Europe/Berlin", "2026-03-29 12:00:00", 23)]
    [InlineData("Europe/Berlin", "2026-10-25 12:00:00", 25)] // and back
    [InlineData("Europe/Berlin", "2026-10-26 12:00:00", 24)]
    [InlineData("America/Sao_Paulo", "2018-11-04 12:00:00", 23)] // there is no midnight
    [InlineData("America/Sao_Paulo", "2018-02-17 12:00:00", 25)] // the hour before midnight comes twice
    public void A_day_is_as_long_as_it_is_on_the_wall(string zone, string moment, int hours)
    {
        var (from, to) = Around(Resolution.Day, zone, moment);
        (to - from).ShouldBe(TimeSpan.FromHours(hours));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28 00:00:00", "2026-03-31 00:00:00")]
    [InlineData("Europe/Berlin", "2026-10-24 00:00:00", "2026-10-27 00:00:00")]
    [InlineData("America/Sao_Paulo", "2018-11-03 00:00:00", "2018-11-06 00:00:00")]
    [InlineData("America/Sao_Paulo", "2018-02-16 00:00:00", "2018-02-19 00:00:00")]
    [InlineData("Australia/Lord_Howe", "2026-04-03 00:00:00", "2026-04-06 00:00:00")] // back by half an hour
    [InlineData("Pacific/Apia", "2011-12-28 00:00:00", "2012-01-02 00:00:00")] // a day that never was
    public void Buckets_cover_time_without_gap_or_overlap_where_the_clock_is_changed(
        string zone,
        string first,
        string last
    )
    {
        foreach (var resolution in Enum.GetValues<Resolution>())
        {
            var buckets = Buckets(resolution, zone);
            var (moment, end) = (Utc(first), Utc(last));
            var (from, to) = buckets.Around(moment);
            for (; moment < end; moment = moment.AddMinutes(15))
            {
                while (moment >= to)
                {
                    var next = buckets.Around(to);
                    next.From.ShouldBe(to, $"{resolution} {zone}");
                    (from, to) = next;
                }

                buckets.Around(moment).ShouldBe((from, to), $"{resolution} {zone} {moment:u}");
            }
        }
    }

    [Theory]
    [InlineData("Europe/Kyiv", true)]
    [InlineData("UTC", true)]
    [InlineData("+05:30", true)]
    [InlineData("GMT+3", true)]
    [InlineData("UTC-0330", true)]
    [InlineData("GMT+15", false)]
    [InlineData("Mars/Olympus", false)]
    [InlineData("../../../etc/passwd", false)]
    [InlineData("", false)]
    public void A_zone_is_found_by_its_name_or_offset_and_nothing_else_is_opened(string name, bool exists) =>
        (TimeBuckets.FindZone(name) is not null).ShouldBe(exists);

    [Fact]
    public void An_offset_is_east_of_Greenwich_when_it_is_positive()
    {
        TimeBuckets.FindZone("GMT+5:30")!.BaseUtcOffset.ShouldBe(TimeSpan.FromHours(5.5));
        TimeBuckets.FindZone("-03:00")!.BaseUtcOffset.ShouldBe(TimeSpan.FromHours(-3));
    }

    private static (DateTimeOffset, DateTimeOffset) Around(Resolution resolution, string zone, string moment) =>
        Buckets(resolution, zone).Around(Utc(moment));

    private static TimeBuckets Buckets(Resolution resolution, string zone) =>
        new(resolution, TimeBuckets.FindZone(zone).ShouldNotBeNull());

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
