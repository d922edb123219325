using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class HistoryConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly VirtualPin Pin = new(4);

    [Fact]
    public async Task From_is_part_of_the_range_and_to_is_not()
    {
        var device = await StorePointsAsync(0, 1, 2, 3);
        (await ReadAsync(device, from: 1, to: 3)).Select(p => p.Point.Value).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task Points_of_other_pins_and_devices_stay_out()
    {
        var device = await StorePointsAsync(0, 1);
        var other = await StoreDeviceAsync();
        await AppendAsync(new ValueRecord(other.Id, Pin, "other device", Sample.Now, IsLatest: true));
        await AppendAsync(new ValueRecord(device, new VirtualPin(5), "other pin", Sample.Now, IsLatest: true));
        (await ReadAsync(device)).Select(p => p.Point.Value).ShouldBe(["0", "1"]);
    }

    [Fact]
    public async Task Times_lose_nothing()
    {
        var device = await StorePointsAsync();
        var at = Sample.Now.AddTicks(1);
        await AppendAsync(new ValueRecord(device, Pin, "x", at, IsLatest: true));
        (await ReadAsync(device)).ShouldHaveSingleItem().Point.At.ShouldBe(at);
    }

    [Fact]
    public async Task Pages_are_in_order_of_time_with_imported_and_simultaneous_points_in_their_places()
    {
        var device = await StorePointsAsync(5, 7, 7, 7, 9);
        await AppendAsync(Points(device, 6, 7, 0));
        string[] expected = ["0", "5", "6", "7", "7", "7", "7", "9"];

        for (var limit = 1; limit <= expected.Length; limit++)
        {
            var values = new List<string>();
            var ids = new HashSet<long>();
            long? after = null;
            do
            {
                var page = await ReadAsync(device, after: after, limit: limit);
                page.Count.ShouldBeLessThanOrEqualTo(limit + 1);
                values.AddRange(page.Take(limit).Select(p => p.Point.Value));
                page.Take(limit).ShouldAllBe(p => ids.Add(p.Id));
                after = page.Count > limit ? page[limit - 1].Id : null;
            } while (after is not null);
            values.ShouldBe(expected, ignoreOrder: false, $"limit {limit}");
        }
    }

    [Fact]
    public async Task A_value_of_several_parts_keeps_the_NUL_between_them()
    {
        var device = await StorePointsAsync();
        await AppendAsync(new ValueRecord(device, Pin, "51.5\0-0.12\0", Sample.Now, IsLatest: true));
        (await ReadAsync(device)).ShouldHaveSingleItem().Point.Value.ShouldBe("51.5\0-0.12\0");
        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldHaveSingleItem().Value.ShouldBe("51.5\0-0.12\0");
    }

    private async Task<DeviceId> StorePointsAsync(params int[] seconds)
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync();
        await AppendAsync(Points(device.Id, seconds));
        return device.Id;
    }

    private static ValueRecord[] Points(DeviceId device, params int[] seconds) =>
        [.. seconds.Select(s => new ValueRecord(device, Pin, $"{s}", Sample.Now.AddSeconds(s), IsLatest: true))];

    private Task AppendAsync(params ValueRecord[] values) =>
        Storage.Fleet.AppendAsync(Sample.Batch(values: values), None);

    private Task<IReadOnlyList<(long Id, HistoryPoint Point)>> ReadAsync(
        DeviceId device,
        int from = 0,
        int to = 100,
        long? after = null,
        int limit = 100
    ) =>
        Storage.Fleet.ReadHistoryAsync(
            device,
            Pin,
            Sample.Now.AddSeconds(from),
            Sample.Now.AddSeconds(to),
            after,
            limit,
            None
        );
}
