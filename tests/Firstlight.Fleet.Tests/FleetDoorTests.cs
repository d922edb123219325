using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

public sealed class FleetDoorTests
{
    private static readonly VirtualPin Text = new(1);
    private static readonly VirtualPin Level = new(2);
    private static readonly OrganisationId Root = OrganisationId.Root;
    private static readonly OrganisationId Other = new(2);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_put_value_is_on_disk_before_the_device_gets_it()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var link = new FakeLink { OnSend = _ => fleet.Store.Stored(device, Level).ShouldBe("100") };
        await fleet.ConnectAsync(token, link);

        var put = await fleet.Fleet.PutAsync(Root, device, Level, "140", None);

        put.Value.ShouldBe(new PutResult("100", fleet.Time.GetUtcNow(), Delivered: true));
        link.Received.ShouldBe([new DeviceCommand.WritePin(Level, "100")]);
        fleet.Live.Count("datastream").ShouldBe(1);
    }

    [Fact]
    public async Task A_put_to_a_device_that_is_away_waits_for_its_sync()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();

        (await fleet.Fleet.PutAsync(Root, device, Level, "5", None)).Value.Delivered.ShouldBeFalse();

        var session = await fleet.ConnectAsync(token);
        (await session.SyncAsync(null, None)).ShouldBe([new PinValue(Level, "5")]);
    }

    [Fact]
    public async Task A_link_that_takes_nothing_or_breaks_is_not_delivered_but_stored()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var link = new FakeLink { Takes = false };
        await fleet.ConnectAsync(token, link);
        (await fleet.Fleet.PutAsync(Root, device, Level, "5", None)).Value.Delivered.ShouldBeFalse();
        link.OnSend = _ => throw new IOException("broken");

        (await fleet.Fleet.PutAsync(Root, device, Level, "6", None)).Value.Delivered.ShouldBeFalse();

        fleet.Store.Stored(device, Level).ShouldBe("6");
        fleet.Logs.Lines.ShouldContain(line => line.Id == 5005);
    }

    [Fact]
    public async Task A_device_that_takes_its_time_holds_nobody_for_long_and_gets_the_value_in_the_end()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var busy = new TaskCompletionSource();
        var link = new FakeLink { Busy = busy.Task };
        await fleet.ConnectAsync(token, link);

        var put = fleet.Fleet.PutAsync(Root, device, Level, "5", None);
        await fleet.AdvanceUntil(() => put.IsCompleted);
        (await put).Value.Delivered.ShouldBeFalse();
        fleet.Store.Stored(device, Level).ShouldBe("5");
        busy.SetResult();

        await TestFleet.Until(() => link.Received.Count == 1);
    }

    [Fact]
    public async Task Puts_reach_the_disk_and_the_device_in_one_order()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var link = new FakeLink();
        await fleet.ConnectAsync(token, link);

        var puts = Enumerable
            .Range(0, 80)
            .Select(number => Task.Run(() => fleet.Fleet.PutAsync(Root, device, Text, $"{number}", None), None))
            .ToList();
        await Task.WhenAll(puts);

        link.Received.Cast<DeviceCommand.WritePin>()
            .Select(write => write.Value)
            .ShouldBe(fleet.Store.Values.Select(record => record.Value));
        link.Received.Count.ShouldBe(80);
    }

    [Fact]
    public async Task Whoever_hangs_up_after_writing_leaves_disk_and_device_agreed()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var link = new FakeLink();
        await fleet.ConnectAsync(token, link);
        await fleet.FlushAsync();
        fleet.Store.Hold();
        using var gone = new CancellationTokenSource();
        var put = fleet.Fleet.PutAsync(Root, device, Text, "on", gone.Token);
        await gone.CancelAsync();
        await put.ShouldThrowAsync<OperationCanceledException>();

        fleet.Store.Release();

        await TestFleet.Until(() => !link.Received.IsEmpty);
        fleet.Store.Stored(device, Text).ShouldBe("on");
    }

    [Fact]
    public async Task A_put_that_met_a_failing_store_reaches_the_device_when_it_is_stored_after_all()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var link = new FakeLink();
        await fleet.ConnectAsync(token, link);
        fleet.Store.Fault = new StorageUnavailableException("away");
        var put = fleet.Fleet.PutAsync(Root, device, Text, "on", None);
        await fleet.AdvanceUntil(() => put.IsCompleted);
        await put.ShouldThrowAsync<StorageUnavailableException>();
        link.Received.ShouldBeEmpty();

        fleet.Store.Fault = null;

        await fleet.AdvanceUntil(() => !link.Received.IsEmpty);
    }

    [Fact]
    public async Task Too_many_puts_under_way_to_one_device_are_refused()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.DeliveriesPerDeviceMax = 3);
        var (device, _) = fleet.AddDevice();
        fleet.Store.Hold();
        var puts = Enumerable.Range(0, 3).Select(n => fleet.Fleet.PutAsync(Root, device, Text, $"{n}", None)).ToList();

        var refused = await fleet.Fleet.PutAsync(Root, device, Text, "4", None);
        refused.Refusal.ShouldNotBeNull().Kind.ShouldBe(RefusalKind.LimitReached);

        fleet.Store.Release();
        await Task.WhenAll(puts);
        (await fleet.Fleet.PutAsync(Root, device, Text, "5", None)).Succeeded.ShouldBeTrue();
        fleet.Outbox.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task Bad_input_is_refused_and_changes_nothing()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, _) = fleet.AddDevice();
        var door = fleet.Fleet;
        var now = fleet.Time.GetUtcNow();

        await Kind(door.PutAsync(Other, device, Text, "a", None), RefusalKind.NotFound);
        await Kind(door.PutAsync(Root, new DeviceId(0), Text, "a", None), RefusalKind.NotFound);
        await Kind(door.PutAsync(Root, device, new VirtualPin(77), "a", None), RefusalKind.NotFound);
        await Kind(door.PutAsync(Root, device, Level, "warm", None), RefusalKind.Invalid);
        await Kind(door.PutAsync(Root, device, Text, new string('x', 10_000_000), None), RefusalKind.Invalid);
        await Kind(door.ReadValuesAsync(Other, device, None), RefusalKind.NotFound);
        await Kind(door.ReadHistoryAsync(Other, device, Text, now, now, 10, null, None), RefusalKind.NotFound);
        await Kind(door.ReadHistoryAsync(Root, device, Text, now, now, 0, null, None), RefusalKind.Invalid);
        await Kind(door.ReadHistoryAsync(Root, device, Text, now, now, 10_001, null, None), RefusalKind.Invalid);
        await Kind(door.ReadHistoryAsync(Root, device, Text, now, now, 1, "'; --", None), RefusalKind.Invalid);
        await Kind(
            door.ReadHistoryAsync(Root, device, Text, now.AddSeconds(1), now, 1, null, None),
            RefusalKind.Invalid
        );
        await Kind(door.ReadEventsAsync(Root, device, 1_001, null, None), RefusalKind.Invalid);
        await Kind(door.ReadEventsAsync(Root, device, 10, "", None), RefusalKind.Invalid);
        await Kind(door.ReadEventsAsync(Other, device, 10, null, None), RefusalKind.NotFound);
        await Kind(door.SendAsync(Other, device, new DeviceCommand.Reboot(), None), RefusalKind.NotFound);
        await Kind(door.SendAsync(Root, device, new DeviceCommand.WritePin(Text, "a"), None), RefusalKind.Invalid);
        await Kind(door.DeleteDeviceAsync(Other, device, None), RefusalKind.NotFound);

        fleet.Outbox.Pending.ShouldBe(0);
        fleet.Live.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task Values_are_listed_by_pin_with_their_defaults()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        await session.WriteAsync(Text, "hello", null, durable: false, None);

        var values = (await fleet.Fleet.ReadValuesAsync(Root, device, None)).Value;

        values
            .Select(value => (value.Datastream.Pin.Number, value.Value, value.UpdatedAt))
            .ShouldBe([(1, "hello", fleet.Time.GetUtcNow()), (2, "7", null), (3, null, null), (4, null, null)]);
    }

    [Fact]
    public async Task History_and_events_are_paged_to_the_end()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, _) = fleet.AddDevice();
        var start = fleet.Time.GetUtcNow();
        for (var id = 1; id <= 5; id++)
        {
            fleet.Store.History.Add((id, new HistoryPoint(start.AddSeconds(id), $"{id}")));
            fleet.Store.StoredEvents.Insert(0, new DeviceEvent(id, $"e{id}", null, start, null));
        }

        var points = new List<string>();
        string? cursor = null;
        do
        {
            var page = (
                await fleet.Fleet.ReadHistoryAsync(Root, device, Text, start, start.AddDays(1), 2, cursor, None)
            ).Value;
            points.AddRange(page.Items.Select(point => point.Value));
            cursor = page.Next;
        } while (cursor is not null);
        points.ShouldBe(["1", "2", "3", "4", "5"]);

        var codes = new List<string>();
        do
        {
            var page = (await fleet.Fleet.ReadEventsAsync(Root, device, 3, cursor, None)).Value;
            codes.AddRange(page.Items.Select(logged => logged.Code));
            cursor = page.Next;
        } while (cursor is not null);
        codes.ShouldBe(["e5", "e4", "e3", "e2", "e1"]);
    }

    [Fact]
    public async Task Commands_go_to_connected_devices_only()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        (await fleet.Fleet.SendAsync(Root, device, new DeviceCommand.Reboot(), None)).Value.ShouldBeFalse();
        var link = new FakeLink();
        await fleet.ConnectAsync(token, link);

        (await fleet.Fleet.SendAsync(Root, device, new DeviceCommand.Reboot(), None)).Value.ShouldBeTrue();
        link.Received.ShouldBe([new DeviceCommand.Reboot()]);
    }

    [Fact]
    public async Task A_deleted_device_is_closed_and_nobody_hears_of_it_again()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var link = new FakeLink();
        var session = await fleet.ConnectAsync(token, link);
        await session.WriteAsync(Text, "a", null, durable: false, None);
        var pendingLink = new FakeLink();
        await fleet.ConnectAsync(fleet.AddPending(device).Token, pendingLink);

        (await fleet.Fleet.DeleteDeviceAsync(Root, device, None)).Succeeded.ShouldBeTrue();
        link.Aborted.ShouldNotBeNull();
        pendingLink.Aborted.ShouldNotBeNull();
        await session.DisposeAsync();
        fleet.Time.Advance(TimeSpan.FromHours(1));

        fleet.Fleet.IsOnline(device).ShouldBeFalse();
        fleet.Fleet.ConnectedCount.ShouldBe(0);
        fleet.Get<TwinShelf>().Count.ShouldBe(0);
        (await fleet.Door.ConnectAsync(token, new FakeLink(), None)).ShouldBeOfType<Arrival.Refused>();
        fleet.Live.Types.ShouldBe(["device.online", "datastream", "device.deleted"]);
        (await fleet.Fleet.DeleteDeviceAsync(Root, device, None)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_device_deleted_within_its_wait_does_not_go_offline()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        await (await fleet.ConnectAsync(token)).DisposeAsync();
        await fleet.Fleet.DeleteDeviceAsync(Root, device, None);

        // Another device's end shows that the loop has passed the deleted one's.
        await (await fleet.ConnectAsync(fleet.AddDevice().Token)).DisposeAsync();
        await fleet.AdvanceUntil(() => fleet.Live.Count("device.offline") == 1, TimeSpan.FromSeconds(10));

        fleet
            .Live.Published.Select(published => published.Data)
            .OfType<DeviceOffline>()
            .ShouldNotContain(offline => offline.DeviceId == device.Value);
    }

    private static async Task Kind<T>(Task<Outcome<T>> call, RefusalKind kind) =>
        (await call).Refusal.ShouldNotBeNull().Kind.ShouldBe(kind);
}
