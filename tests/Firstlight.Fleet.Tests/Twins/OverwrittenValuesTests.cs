using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet.Tests;

/// <summary>Values of which only the last is kept, written faster than the disk takes them.</summary>
public sealed class OverwrittenValuesTests
{
    private static readonly VirtualPin Dial = new(9);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Of_many_values_between_two_commits_one_record_with_the_last_goes_to_disk()
    {
        await using var fleet = await StartAsync();
        var (device, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);

        await WriteAsync(session, "1", "2", "3");
        await fleet.FlushAsync();

        var record = fleet.Store.Values.ShouldHaveSingleItem();
        record.ShouldBe(
            new ValueRecord(device, Dial, "3", record.At, IsLatest: true)
            {
                Keeping = PointKeeping.Nothing,
                Overwritten = 2,
            }
        );
    }

    [Fact]
    public async Task A_value_that_comes_behind_a_commit_has_a_record_of_its_own()
    {
        await using var fleet = await StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        await WriteAsync(session, "1", "2");
        await fleet.FlushAsync();
        await WriteAsync(session, "3");
        await fleet.FlushAsync();

        fleet.Store.Values.Select(record => (record.Value, record.Overwritten)).ShouldBe([("2", 1), ("3", 0)]);
    }

    [Fact]
    public async Task A_value_that_comes_during_a_commit_is_not_lost()
    {
        await using var fleet = await StartAsync();
        var (device, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        fleet.Store.Hold();

        await WriteAsync(session, "1");
        fleet.Time.Advance(TimeSpan.FromMilliseconds(500));
        await TestFleet.Until(() => fleet.Store.Attempts == 1);
        await WriteAsync(session, "2");
        fleet.Store.Release();
        await fleet.FlushAsync();

        fleet.Store.Stored(device, Dial).ShouldBe("2");
    }

    [Fact]
    public async Task A_durable_value_is_on_disk_when_its_call_ends_though_another_waited_before_it()
    {
        await using var fleet = await StartAsync();
        var (device, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);

        await WriteAsync(session, "1");
        (await session.WriteAsync(Dial, "2", null, durable: true, None)).ShouldBe(WriteResult.Taken);

        fleet.Store.Stored(device, Dial).ShouldBe("2");
    }

    [Fact]
    public async Task A_value_behind_an_erasure_comes_behind_it_on_disk()
    {
        await using var fleet = await StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        await WriteAsync(session, "1");
        await session.EraseAsync(Dial, None);
        await WriteAsync(session, "2", "3");
        await fleet.FlushAsync();

        var last = fleet.Store.Values[^1];
        (last.Value, last.IsLatest).ShouldBe(("3", true));
        fleet.Store.Values.Count(record => record.IsErased).ShouldBe(1);
        fleet.Store.Values.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_datastream_that_begins_to_keep_its_past_has_a_record_for_each_value_and_the_last_one_last()
    {
        await using var fleet = await StartAsync();
        var (device, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);

        await WriteAsync(session, "1");
        Keep(fleet, DatastreamHistory.Raw);
        await WriteAsync(session, "2", "3");
        Keep(fleet, DatastreamHistory.None);
        await WriteAsync(session, "4", "5");
        await fleet.FlushAsync();

        fleet
            .Store.Values.Where(record => record.Keeping is PointKeeping.PointAndMinute)
            .Select(record => record.Value)
            .ShouldBe(["2", "3"]);
        fleet.Store.Stored(device, Dial).ShouldBe("5");
    }

    [Fact]
    public async Task Who_watches_sees_every_one_of_them()
    {
        await using var fleet = await StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        await WriteAsync(session, "1", "2", "3");

        fleet.Live.Count("datastream").ShouldBe(3);
    }

    private static async Task<TestFleet> StartAsync()
    {
        var fleet = await TestFleet.StartAsync();
        Keep(fleet, DatastreamHistory.None);
        return fleet;
    }

    private static void Keep(TestFleet fleet, DatastreamHistory history)
    {
        var dial = FakeCatalog.Stream(9, "Dial", DatastreamType.Double) with { History = history };
        var others = fleet.Template.Datastreams.Where(datastream => datastream.Pin != Dial);
        fleet.Catalog.Templates[fleet.Template.Id] = fleet.Template with { Datastreams = [.. others, dial] };
    }

    private static async Task WriteAsync(IDeviceSession session, params string[] values)
    {
        foreach (var value in values)
            (await session.WriteAsync(Dial, value, null, durable: false, None)).ShouldBe(WriteResult.Taken);
    }
}
