using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class MinuteConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly VirtualPin Pin = new(4);
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_minute_holds_what_its_values_came_to_over_several_commits()
    {
        var device = await StoreAsync(("2.5", 1), ("-4", 20));
        await AppendAsync(device, ("10", 59), ("7", 60));
        (await BucketsAsync(device, Resolution.Minute)).ShouldBe([
            new HistoryBucket(Noon, Noon.AddMinutes(1), 3, 8.5, -4, 10, 10),
            new HistoryBucket(Noon.AddMinutes(1), Noon.AddMinutes(2), 1, 7, 7, 7, 7),
        ]);
    }

    [Fact]
    public async Task A_late_value_goes_into_its_own_minute_and_is_not_its_last()
    {
        var device = await StoreAsync(("1", 30), ("2", 90));
        await AppendAsync(device, ("5", 10));
        var first = (await BucketsAsync(device, Resolution.Minute))[0];
        (first.Count, first.Maximum, first.Last).ShouldBe((2, 5, 1));
    }

    [Fact]
    public async Task What_is_kept_of_a_value_is_what_its_record_says()
    {
        var device = await StoreAsync();
        await Storage.Fleet.AppendAsync(
            Sample.Batch(
                values:
                [
                    Value(device, "1", 0, PointKeeping.Point),
                    Value(device, "2", 1, PointKeeping.PointAndMinute),
                    Value(device, "3", 2, PointKeeping.Minute),
                    Value(device, "4", 3, PointKeeping.Nothing),
                ]
            ),
            None
        );
        var points = await Storage.Fleet.ReadHistoryAsync(device, Pin, Noon, Noon.AddHours(1), null, 10, None);
        points.Select(entry => entry.Point.Value).ShouldBe(["1", "2"]);
        (await BucketsAsync(device, Resolution.Minute)).ShouldHaveSingleItem().Sum.ShouldBe(5);
        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldHaveSingleItem().Value.ShouldBe("4");
    }

    [Fact]
    public async Task Longer_buckets_add_up_their_minutes_and_leave_out_what_is_empty()
    {
        var device = await StoreAsync(("1", 0), ("2", 60), ("3", 3 * 3_600), ("4", 40 * 86_400));
        var hours = await BucketsAsync(device, Resolution.Hour);
        hours
            .Select(hour => (hour.From, hour.Count, hour.Average, hour.Last))
            .ShouldBe([(Noon, 2, 1.5, 2), (Noon.AddHours(3), 1, 3, 3), (Noon.AddDays(40), 1, 4, 4)]);
        (await BucketsAsync(device, Resolution.Month)).Select(month => month.Count).ShouldBe([3, 1]);
    }

    [Fact]
    public async Task The_bucket_around_the_beginning_is_whole_and_none_begins_at_or_after_the_end()
    {
        var device = await StoreAsync(("1", 0), ("2", 59 * 60), ("3", 3_600));
        var hours = await BucketsAsync(device, Resolution.Hour, from: 1_800, to: 3_600);
        hours.ShouldHaveSingleItem().Sum.ShouldBe(3);
    }

    [Fact]
    public async Task A_limit_ends_a_page_and_the_next_begins_where_it_ended()
    {
        var device = await StoreAsync([.. Enumerable.Range(0, 7).Select(hour => ($"{hour}", hour * 3_600))]);
        var first = await BucketsAsync(device, Resolution.Hour, limit: 4);
        var rest = await BucketsAsync(device, Resolution.Hour, from: (int)(first[^1].To - Noon).TotalSeconds);
        first.Concat(rest).Select(hour => hour.Last).ShouldBe([0, 1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public async Task Days_follow_the_clock_on_the_wall_when_it_is_changed()
    {
        // In 2026 the clock goes on in Berlin on 29 March and back on 25 October, at one o'clock in London.
        var device = await StoreAsync();
        var from = new DateTimeOffset(2026, 3, 27, 23, 0, 0, TimeSpan.Zero);
        var hourly = Enumerable.Range(0, 24 * 3).Select(hour => Value(device, "1", from.AddHours(hour)));
        await Storage.Fleet.AppendAsync(Sample.Batch(values: [.. hourly]), None);
        var berlin = new TimeBuckets(Resolution.Day, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var to = new DateTimeOffset(2026, 3, 30, 21, 0, 0, TimeSpan.Zero);
        var days = await Storage.Get<IHistoryStore>().ReadBucketsAsync(device, Pin, from, to, berlin, 10, None);
        days.Select(day => day.Count).ShouldBe([24, 23, 24]);
    }

    [Fact]
    public async Task A_chart_of_few_values_shows_each_of_them()
    {
        var device = await StoreAsync(("1", 0), ("9", 1), ("2", 2));
        (await ChartAsync(device, fromMinutes: false, pointsMax: 3)).Select(point => point.Value).ShouldBe([1, 9, 2]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_chart_of_many_values_keeps_every_peak_in_its_place(bool fromMinutes)
    {
        var values = Enumerable.Range(0, 1_000).Select(second => ("5", second)).ToArray();
        values[321] = ("99", 321);
        values[654] = ("-99", 654);
        var device = await StoreAsync(values);
        var chart = await ChartAsync(device, fromMinutes, pointsMax: 20, to: 1_000);
        chart.Count.ShouldBeLessThanOrEqualTo(20);
        chart.Select(point => point.At).ShouldBeInOrder();
        var (high, low) = (chart.MaxBy(point => point.Value), chart.MinBy(point => point.Value));
        (high.Value, low.Value).ShouldBe((99, -99));
        (high.At - Noon).ShouldBe(TimeSpan.FromSeconds(fromMinutes ? 300 : 321));
        (low.At - Noon).ShouldBe(TimeSpan.FromSeconds(fromMinutes ? 600 : 654));
    }

    [Fact]
    public async Task A_deleted_device_leaves_no_minutes()
    {
        var device = await StoreAsync(("1", 0));
        await Storage.Devices.DeleteAsync(device, None);
        (await BucketsAsync(device, Resolution.Minute)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_expired_is_found_and_removed_slice_by_slice_and_the_last_value_stays()
    {
        var device = await StoreAsync(("1", 0), ("2", 60), ("3", 120), ("4", 180));
        var other = (await StoreDeviceAsync()).Id;
        await AppendAsync(other, ("5", 600));
        var (points, minutes) = (Noon.AddSeconds(121), Noon.AddSeconds(60));
        var store = Storage.Get<IHistoryStore>();

        var step = await store.FindExpiredAsync(null, points, minutes, looksMax: 100, None);
        step.ShouldBe(new SweepStep(new SweepPlace(device, Pin), IsExpired: true));
        (await store.RemoveExpiredAsync(step.Reached!.Value, points, minutes, limit: 2, None)).ShouldBe(3);
        (await store.RemoveExpiredAsync(step.Reached!.Value, points, minutes, limit: 2, None)).ShouldBe(1);
        (await store.FindExpiredAsync(step.Reached, points, minutes, looksMax: 1, None)).ShouldBe(
            new SweepStep(new SweepPlace(other, Pin), IsExpired: false)
        );
        (await store.FindExpiredAsync(null, points, minutes, looksMax: 100, None)).ShouldBe(default);

        var left = await Storage.Fleet.ReadHistoryAsync(device, Pin, Noon, Noon.AddHours(1), null, 10, None);
        left.Select(entry => entry.Point.Value).ShouldBe(["4"]);
        (await BucketsAsync(device, Resolution.Minute)).Select(minute => minute.Last).ShouldBe([2, 3, 4]);
        var future = Noon.AddYears(1);
        await store.RemoveExpiredAsync(new SweepPlace(device, Pin), future, future, limit: 100, None);
        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldHaveSingleItem().Value.ShouldBe("4");
    }

    private async Task<DeviceId> StoreAsync(params (string Value, int Second)[] values)
    {
        await StoreTemplateAsync();
        var device = (await StoreDeviceAsync()).Id;
        await AppendAsync(device, values);
        return device;
    }

    private Task AppendAsync(DeviceId device, params (string Value, int Second)[] values) =>
        Storage.Fleet.AppendAsync(
            Sample.Batch(values: [.. values.Select(value => Value(device, value.Value, value.Second))]),
            None
        );

    private static ValueRecord Value(
        DeviceId device,
        string value,
        int second,
        PointKeeping keeping = PointKeeping.PointAndMinute
    ) => Value(device, value, Noon.AddSeconds(second), keeping);

    private static ValueRecord Value(
        DeviceId device,
        string value,
        DateTimeOffset at,
        PointKeeping keeping = PointKeeping.PointAndMinute
    ) => new(device, Pin, value, at, IsLatest: true) { Keeping = keeping };

    private Task<IReadOnlyList<HistoryBucket>> BucketsAsync(
        DeviceId device,
        Resolution resolution,
        int from = 0,
        int to = 100 * 86_400,
        int limit = 100
    ) =>
        Storage
            .Get<IHistoryStore>()
            .ReadBucketsAsync(
                device,
                Pin,
                Noon.AddSeconds(from),
                Noon.AddSeconds(to),
                new TimeBuckets(resolution, TimeZoneInfo.Utc),
                limit,
                None
            );

    private Task<IReadOnlyList<ChartPoint>> ChartAsync(
        DeviceId device,
        bool fromMinutes,
        int pointsMax,
        int to = 3_600
    ) =>
        Storage
            .Get<IHistoryStore>()
            .ReadChartAsync(device, Pin, Noon, Noon.AddSeconds(to), fromMinutes, pointsMax, None);
}
