using Firstlight.Core;

namespace Firstlight.Fleet.Tests.Homes;

/// <summary>Several nodes of one cloud: a device that appears on two of them is one device.</summary>
public sealed class SharedHomesTests
{
    private static readonly VirtualPin Pin = new(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Who_comes_to_another_node_is_at_home_there_and_its_older_connection_is_closed()
    {
        await using var north = await TestFleet.StartNodeAsync("north");
        await using var south = await TestFleet.StartNodeAsync("south", north);
        var (device, token) = north.AddDevice();
        var old = new FakeLink();
        await using var before = await north.ConnectAsync(token, old);
        north.Homes.HomeOf(device).ShouldBe(new Home(new NodeId(1), 1));

        await using var after = await south.ConnectAsync(token);

        north.Homes.HomeOf(device).ShouldBe(new Home(new NodeId(2), 2));
        await TestFleet.Until(() => old.Aborted is LinkEnd.Elsewhere);
        north.Fleet.IsConnected(device).ShouldBeFalse();
        south.Fleet.IsConnected(device).ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_was_not_told_learns_it_from_the_store_and_acknowledges_nothing()
    {
        await using var north = await TestFleet.StartNodeAsync("north");
        await using var south = await TestFleet.StartNodeAsync("south", north);
        var (device, token) = north.AddDevice();
        var old = new FakeLink();
        await using var before = await north.ConnectAsync(token, old);
        await north.FlushAsync();
        north.Backbones.AreCut = true;
        await using var after = await south.ConnectAsync(token);
        old.Aborted.ShouldBeNull("nobody told it");

        await before.WriteAsync(Pin, "late", at: null, durable: false, None);
        await Should.ThrowAsync<StorageUnavailableException>(() => before.SavedAsync(None).AsTask());

        north.Store.Values.ShouldBeEmpty();
        await TestFleet.Until(() => old.Aborted is LinkEnd.Elsewhere);
        north.Fleet.IsConnected(device).ShouldBeFalse();
        await Should.ThrowAsync<StorageUnavailableException>(() => before.SavedAsync(None).AsTask());
    }

    [Fact]
    public async Task The_others_in_the_same_commit_are_written()
    {
        await using var north = await TestFleet.StartNodeAsync("north");
        await using var south = await TestFleet.StartNodeAsync("south", north);
        var (left, leftToken) = north.AddDevice();
        var (stayed, stayedToken) = north.AddDevice();
        await using var leaving = await north.ConnectAsync(leftToken);
        await using var staying = await north.ConnectAsync(stayedToken);
        await north.FlushAsync();
        north.Backbones.AreCut = true;
        await using var after = await south.ConnectAsync(leftToken);

        await leaving.WriteAsync(Pin, "no", at: null, durable: false, None);
        await staying.WriteAsync(Pin, "yes", at: null, durable: false, None);
        await staying.SavedAsync(None);

        north.Store.Stored(stayed, Pin).ShouldBe("yes");
        north.Store.Stored(left, Pin).ShouldBeNull();
    }

    [Fact]
    public async Task Who_comes_back_is_not_spoken_for_by_what_the_node_said_before()
    {
        await using var north = await TestFleet.StartNodeAsync("north");
        await using var south = await TestFleet.StartNodeAsync("south", north);
        var (device, token) = north.AddDevice();
        await using var first = await north.ConnectAsync(token);
        await north.FlushAsync();
        north.Backbones.AreCut = true;
        await first.WriteAsync(Pin, "of the first time", at: null, durable: false, None);

        await using (var between = await south.ConnectAsync(token))
        {
            await between.WriteAsync(Pin, "elsewhere", at: null, durable: false, None);
            await between.SavedAsync(None);
        }

        var link = new FakeLink { TakenAt = 1 };
        await using var back = await north.ConnectAsync(token, link);
        await Should.ThrowAsync<StorageUnavailableException>(() => first.SavedAsync(None).AsTask());

        north.Store.Stored(device, Pin).ShouldBe("elsewhere");
        link.Aborted.ShouldBeNull("the connection of now is at home");
        await north.FlushAsync();
        await back.WriteAsync(Pin, "of the second time", at: null, durable: false, None);
    }

    [Fact]
    public async Task A_value_that_another_node_wrote_is_read_from_the_store_and_not_from_memory()
    {
        await using var north = await TestFleet.StartNodeAsync("north");
        await using var south = await TestFleet.StartNodeAsync("south", north);
        var (_, token) = north.AddDevice();
        await using (var first = await north.ConnectAsync(token))
        {
            await first.WriteAsync(Pin, "north's", at: null, durable: false, None);
            await first.SavedAsync(None);
        }

        await using (var second = await south.ConnectAsync(token, new FakeLink { TakenAt = 1 }))
        {
            await second.WriteAsync(Pin, "south's", at: null, durable: false, None);
            await second.SavedAsync(None);
        }

        await using var third = await north.ConnectAsync(token, new FakeLink { TakenAt = 2 });
        (await third.ReadAsync(Pin, None)).ShouldBe("south's");
    }

    [Fact]
    public async Task Devices_of_a_node_that_is_gone_have_their_wait_at_another()
    {
        await using var south = await TestFleet.StartNodeAsync("south");
        await using var north = await TestFleet.StartNodeAsync("north", south);
        var (device, token) = north.AddDevice();
        await north.ConnectAsync(token);
        await north.FlushAsync();
        await south.Homes.DeclareGoneAsync(new NodeId(2), await BeatOfAsync(south, 2), None);

        south.Get<Heir>().Wake();
        await TestFleet.Until(() => south.Fleet.IsOnline(device)); // No time passes: it has its wait to come back.
        south.Homes.HomeOf(device).ShouldBe(new Home(new NodeId(1), 2));
        await south.AdvanceUntil(() => !south.Fleet.IsOnline(device), TimeSpan.FromSeconds(5));

        await TestFleet.Until(() =>
        {
            south.Time.Advance(TimeSpan.FromSeconds(1));
            return south.Store.Events.Any(record => record.Device == device && record.Code == LifecycleEvents.Offline);
        });
    }

    [Fact]
    public async Task A_device_of_a_node_that_is_gone_and_that_only_calls_has_its_wait_at_the_node_that_it_calls()
    {
        await using var south = await TestFleet.StartNodeAsync("south");
        await using var north = await TestFleet.StartNodeAsync("north", south);
        var (device, token) = north.AddDevice();
        await north.ConnectAsync(token);
        await north.FlushAsync();
        await south.Homes.DeclareGoneAsync(new NodeId(2), await BeatOfAsync(south, 2), None);

        await south.VisitAsync(token);

        south.Fleet.IsOnline(device).ShouldBeTrue("it has its wait to come back");
        south.Homes.HomeOf(device).ShouldBe(new Home(new NodeId(1), 2));
    }

    [Fact]
    public async Task A_node_that_was_declared_gone_learns_it_and_is_believed_no_more()
    {
        await using var north = await TestFleet.StartNodeAsync("north");
        var (device, token) = north.AddDevice();
        var session = await north.ConnectAsync(token);
        await north.FlushAsync();
        var seat = north.Get<NodeSeat>();
        await north.Homes.DeclareGoneAsync(new NodeId(1), await BeatOfAsync(north, 1), None);

        await north.AdvanceUntil(() => seat.Ended.IsCancellationRequested, NodePulse.Interval);
        seat.IsGone.ShouldBeTrue();
        await session.WriteAsync(Pin, "late", at: null, durable: false, None);
        await Should.ThrowAsync<StorageUnavailableException>(() => session.SavedAsync(None).AsTask());

        north.Store.Stored(device, Pin).ShouldBeNull();
        await TestFleet.Until(() => !north.Fleet.IsConnected(device)); // behind the answer
    }

    [Fact]
    public async Task A_node_that_stops_in_order_is_gone_at_once_and_its_devices_come_back_elsewhere_as_if_they_had_not_gone()
    {
        await using var south = await TestFleet.StartNodeAsync("south");
        await using var north = await TestFleet.StartNodeAsync("north", south);
        var (device, token) = north.AddDevice();
        await north.ConnectAsync(token);

        await north.StopAsync(None);

        (await south.Homes.ListAsync(None)).Select(node => node.Name).ShouldBe(["south"]);
        south.Store.Presence.Last(record => record.Device == device).Online.ShouldBeTrue();
        await using var after = await south.ConnectAsync(token);
        await south.FlushAsync();
        south.Homes.HomeOf(device).ShouldBe(new Home(new NodeId(1), 2));
        LifeOf(south, device).ShouldBe([LifecycleEvents.Online]);
    }

    [Fact]
    public async Task Who_does_not_come_back_from_a_node_that_stopped_in_order_is_told_as_offline_by_another_one()
    {
        await using var south = await TestFleet.StartNodeAsync("south");
        await using var north = await TestFleet.StartNodeAsync("north", south);
        var (device, token) = north.AddDevice();
        await north.ConnectAsync(token);

        await north.StopAsync(None);

        await south.AdvanceUntil(
            () => LifeOf(south, device) is [LifecycleEvents.Online, LifecycleEvents.Offline],
            TimeSpan.FromSeconds(1)
        );
    }

    [Fact]
    public async Task A_device_that_moves_from_node_to_node_is_told_as_online_once()
    {
        await using var north = await TestFleet.StartNodeAsync("north");
        await using var south = await TestFleet.StartNodeAsync("south", north);
        var (device, token) = north.AddDevice();
        await using var first = await north.ConnectAsync(token);
        await north.FlushAsync();

        await using var second = await south.ConnectAsync(token);
        await south.FlushAsync();
        await using var third = await north.ConnectAsync(token, new FakeLink { TakenAt = 1 });
        await north.FlushAsync();

        LifeOf(north, device).ShouldBe([LifecycleEvents.Online]);
        south.Live.Published.ShouldNotContain(one => one.Type == "device.online");
        await third.DisposeAsync();
        await north.AdvanceUntil(
            () => LifeOf(north, device) is [LifecycleEvents.Online, LifecycleEvents.Offline],
            TimeSpan.FromSeconds(5)
        );
    }

    [Fact]
    public async Task What_one_node_does_for_all_the_oldest_does_and_the_next_one_when_it_has_ended()
    {
        var north = await TestFleet.StartNodeAsync("north");
        await using var south = await TestFleet.StartNodeAsync("south", north);
        await TestFleet.Until(() => north.Get<ISoleDuty>().IsOurs);
        south.Get<ISoleDuty>().IsOurs.ShouldBeFalse();

        await north.StopAsync(None);

        north.Get<ISoleDuty>().IsOurs.ShouldBeFalse();
        await south.AdvanceUntil(() => south.Get<ISoleDuty>().IsOurs, NodePulse.Interval);
        await north.DisposeAsync();
    }

    [Fact]
    public async Task A_device_that_another_node_was_asked_to_move_belongs_to_others_at_its_home_at_once()
    {
        await using var north = await TestFleet.StartNodeAsync("north");
        await using var south = await TestFleet.StartNodeAsync("south", north);
        var (device, token) = north.AddDevice();
        await using var session = await north.ConnectAsync(token);
        var (organisation, owner) = (new OrganisationId(9), new UserId(5));

        south.Fleet.NoteMove(device, organisation, owner);

        var moved = north.Get<Roster>().Find(device).ShouldNotBeNull().Identity;
        (moved.Organisation, moved.Owner).ShouldBe((organisation, owner));
    }

    [Fact]
    public async Task In_a_list_a_device_of_another_node_is_online_as_it_is_stored()
    {
        await using var north = await TestFleet.StartNodeAsync("north");
        await using var south = await TestFleet.StartNodeAsync("south", north);
        var (device, token) = north.AddDevice();
        var session = await north.ConnectAsync(token);
        var stored = north.Devices.Devices[device];

        south.Fleet.IsOnline(stored with { Online = true }).ShouldBeTrue();
        south.Fleet.IsOnline(stored with { Online = false }).ShouldBeFalse();
        north.Fleet.IsOnline(stored with { Online = false }).ShouldBeTrue("it is here");
        await session.DisposeAsync();
        await north.AdvanceUntil(() => !north.Fleet.IsOnline(device), TimeSpan.FromSeconds(10));
        north.Fleet.IsOnline(stored with { Online = true }).ShouldBeFalse("this is its home, which knows better");
    }

    [Fact]
    public async Task Without_a_home_nobody_comes_in_and_nobody_is_refused()
    {
        await using var north = await TestFleet.StartNodeAsync("north");
        var (_, token) = north.AddDevice();
        north.Store.Fault = new StorageUnavailableException("away");

        await Should.ThrowAsync<StorageUnavailableException>(() =>
            north.Door.ConnectAsync(token, new FakeLink(), None).AsTask()
        );

        north.Fleet.ConnectedCount.ShouldBe(0);
        north.Outbox.Pending.ShouldBe(0, "its place was given back");
    }

    /// <summary>What its timeline says of its coming and going.</summary>
    private static List<string> LifeOf(TestFleet node, DeviceId device) =>
        [
            .. node
                .Store.Events.Where(record => record.Device == device)
                .Select(record => record.Code)
                .Where(code => code is LifecycleEvents.Online or LifecycleEvents.Offline),
        ];

    private static async Task<long> BeatOfAsync(TestFleet fleet, long node) =>
        (await fleet.Homes.ListAsync(None)).Single(one => one.Id.Value == node).Beat;
}
