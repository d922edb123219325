using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>Several values of one call: all or none.</summary>
public sealed class WriteAllTests
{
    private static readonly VirtualPin Text = new(1);
    private static readonly VirtualPin Level = new(2);
    private static readonly VirtualPin Nothing = new(77);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task All_values_are_on_disk_in_one_commit_with_one_time()
    {
        await using var fleet = await TestFleet.StartAsync();
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);

        var result = await visit.WriteAllAsync([new(Text, "a", null), new(Level, "101", null)], None);

        result.ShouldBe(WriteResult.Taken);
        var values = fleet.Store.Commits.Single(commit => commit.Values.Count > 0).Values;
        values.Select(value => value.Value).ShouldBe(["a", "100"]);
        values.Select(value => value.At).Distinct().ShouldHaveSingleItem();
        (await visit.ReadAsync(Level, None)).ShouldBe("100");
        fleet.Live.Count("datastream").ShouldBe(2);
    }

    [Fact]
    public async Task One_refused_value_keeps_all_others_out()
    {
        await using var fleet = await TestFleet.StartAsync();
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);

        (await visit.WriteAllAsync([new(Text, "a", null), new(Level, "warm", null)], None)).ShouldBe(
            WriteResult.WrongType
        );
        (await visit.WriteAllAsync([new(Text, "a", null), new(Nothing, "1", null)], None)).ShouldBe(
            WriteResult.NoDatastream
        );

        await fleet.FlushAsync();
        (await visit.ReadAsync(Text, None)).ShouldBeNull();
        fleet.Store.Values.ShouldBeEmpty();
        fleet.Live.Count("datastream").ShouldBe(0);
        fleet.Outbox.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task Old_points_go_to_the_history_and_leave_the_value_alone()
    {
        await using var fleet = await TestFleet.StartAsync();
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);
        await visit.WriteAsync(Level, "50", null, durable: true, None);
        var now = fleet.Time.GetUtcNow();

        await visit.WriteAllAsync([new(Level, "1", now.AddHours(-2)), new(Level, "2", now.AddHours(-1))], None);

        (await visit.ReadAsync(Level, None)).ShouldBe("50");
        fleet
            .Store.Values.Select(value => (value.Value, value.IsLatest))
            .ShouldBe([("50", true), ("1", false), ("2", false)]);
    }

    [Fact]
    public async Task More_than_fit_a_commit_go_in_parts_and_never_need_more_room_than_there_is()
    {
        await using var fleet = await TestFleet.StartAsync(options =>
            (options.RecordsPerBatchMax, options.PendingRecordsMax) = (4, 3)
        );
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);
        var points = Enumerable.Range(0, 10).Select(number => new PinPoint(Level, $"{number}", null));

        (await visit.WriteAllAsync([.. points], None)).ShouldBe(WriteResult.Taken);

        fleet.Store.Values.Select(value => value.Value).ShouldBe(Enumerable.Range(0, 10).Select(number => $"{number}"));
        fleet.Store.Commits.ShouldAllBe(commit => commit.Values.Count <= 3);
    }

    [Fact]
    public async Task A_store_that_is_away_is_a_fault_and_no_refusal()
    {
        await using var fleet = await TestFleet.StartAsync();
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);
        fleet.Store.Fault = new StorageUnavailableException("away");

        var writing = visit.WriteAllAsync([new(Level, "1", null)], None).AsTask();
        await TestFleet.Until(() =>
        {
            fleet.Time.Advance(TimeSpan.FromSeconds(1));
            return writing.IsCompleted;
        });

        await Should.ThrowAsync<StorageUnavailableException>(writing);
        fleet.Store.Fault = null;
    }

    [Fact]
    public async Task Values_of_now_go_out_to_the_connected_device_in_order_and_the_past_does_not()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (_, token) = fleet.AddDevice();
        var link = new FakeLink();
        await fleet.ConnectAsync(token, link);
        var visit = await fleet.VisitAsync(token);

        await visit.WriteAllAsync([new(Text, "a", null), new(Level, "101", null)], None);
        await visit.WriteAllAsync([new(Level, "7", fleet.Time.GetUtcNow())], None);
        await visit.WriteAllAsync([new(Text, "b", null)], None);

        await TestFleet.Until(() => link.Received.Count >= 3);
        link.Received.ShouldBe([
            new DeviceCommand.WritePin(Text, "a"),
            new DeviceCommand.WritePin(Level, "100"),
            new DeviceCommand.WritePin(Text, "b"),
        ]);
    }

    [Fact]
    public async Task What_a_device_writes_by_its_connection_does_not_come_back_to_it()
    {
        await using var fleet = await TestFleet.StartAsync();
        var link = new FakeLink();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token, link);

        (await session.WriteAllAsync([new(Text, "a", null)], None)).ShouldBe(WriteResult.Taken);

        link.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Beyond_what_may_be_on_its_way_to_a_device_nothing_is_taken()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.DeliveriesPerDeviceMax = 1);
        var (_, token) = fleet.AddDevice();
        var slow = new TaskCompletionSource();
        await fleet.ConnectAsync(token, new FakeLink { Busy = slow.Task });
        var visit = await fleet.VisitAsync(token);
        (await visit.WriteAllAsync([new(Text, "a", null)], None)).ShouldBe(WriteResult.Taken);

        (await visit.WriteAllAsync([new(Text, "b", null)], None)).ShouldBe(WriteResult.Busy);

        (await visit.ReadAsync(Text, None)).ShouldBe("a");
        slow.SetResult();
        await TestFleet.Until(() => fleet.Outbox.IsEmpty);
    }
}
