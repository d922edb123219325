using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet.Tests;

public sealed class PresenceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_login_is_online_at_once_for_everyone()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        fleet.Fleet.IsOnline(device).ShouldBeFalse();

        var session = await fleet.ConnectAsync(token);

        fleet.Fleet.IsOnline(device).ShouldBeTrue();
        fleet.Fleet.IsConnected(device).ShouldBeTrue();
        session.IsConnected.ShouldBeTrue();
        fleet.Fleet.ConnectedCount.ShouldBe(1);
        fleet.Live.Types.ShouldBe(["device.online"]);
        await fleet.FlushAsync();
        fleet.Store.Presence.ShouldHaveSingleItem().Connected.ShouldBeTrue();
        fleet.Store.Events.ShouldHaveSingleItem().Code.ShouldBe("online");
    }

    [Fact]
    public async Task Two_logins_within_milliseconds_are_one_online_and_the_end_of_the_first_changes_nothing()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var firstLink = new FakeLink();
        var secondLink = new FakeLink();

        var first = await fleet.ConnectAsync(token, firstLink);
        fleet.Time.Advance(TimeSpan.FromMilliseconds(5));
        var second = await fleet.ConnectAsync(token, secondLink);
        firstLink.Aborted.ShouldNotBeNull();
        secondLink.Aborted.ShouldBeNull();
        await first.DisposeAsync();
        fleet.Time.Advance(TimeSpan.FromHours(1));
        second.Touch();

        fleet.Fleet.IsConnected(device).ShouldBeTrue();
        fleet.Fleet.ConnectedCount.ShouldBe(1);
        await fleet.FlushAsync();
        fleet.Live.Types.ShouldBe(["device.online"]);
        fleet.Store.Events.ShouldHaveSingleItem().Code.ShouldBe("online");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_connections_the_later_one_stays_though_its_login_is_answered_first(bool pending)
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = pending ? fleet.AddPending() : fleet.AddDevice();
        var firstLink = new FakeLink { TakenAt = 1 };
        var secondLink = new FakeLink { TakenAt = 2 };
        Task<IDeviceSession>? overtaking = null;
        fleet.Devices.AfterAdmit = () => overtaking = fleet.ConnectAsync(token, secondLink);

        var first = await fleet.ConnectAsync(token, firstLink);
        await using var second = await overtaking!;
        firstLink.Aborted.ShouldBe(LinkEnd.Replaced);
        secondLink.Aborted.ShouldBeNull();
        await first.DisposeAsync();
        await second.ReportAsync(fleet.Report(), CancellationToken.None);

        fleet.Fleet.IsConnected(device).ShouldBeTrue();
        fleet.Fleet.ConnectedCount.ShouldBe(1);
        fleet.Live.Count("device.online").ShouldBe(1);
        fleet.Live.Count("device.offline").ShouldBe(0);
    }

    [Fact]
    public async Task A_device_that_stays_away_is_offline_exactly_when_its_wait_ends()
    {
        await using var fleet = await TestFleet.StartAsync(offlineAfter: TimeSpan.FromSeconds(300));
        var (device, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        var left = fleet.Time.GetUtcNow();
        await session.DisposeAsync();
        fleet.Fleet.IsConnected(device).ShouldBeFalse();
        fleet.Fleet.ConnectedCount.ShouldBe(0);

        fleet.Time.Advance(TimeSpan.FromSeconds(299));
        fleet.Fleet.IsOnline(device).ShouldBeTrue();
        fleet.Live.Count("device.offline").ShouldBe(0);
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        fleet.Fleet.IsOnline(device).ShouldBeFalse();

        await TestFleet.Until(() => fleet.Live.Count("device.offline") == 1);
        await fleet.FlushAsync();
        fleet
            .Store.Events.Select(logged => (logged.Code, logged.At))
            .ShouldBe([("online", left), ("offline", left.AddSeconds(300))]);
        var last = fleet.Store.Presence[^1];
        // Whether it came and went in one commit or in two, which Connected says, is the pace of the flush.
        (last.Device, last.Online, last.LastSeenAt).ShouldBe((device, false, left));
        fleet.Get<Roster>().Count.ShouldBe(0);
    }

    [Fact]
    public async Task Coming_back_within_the_wait_starts_it_anew_and_nobody_hears_of_it()
    {
        await using var fleet = await TestFleet.StartAsync(offlineAfter: TimeSpan.FromSeconds(300));
        var (device, token) = fleet.AddDevice();
        await (await fleet.ConnectAsync(token)).DisposeAsync();
        fleet.Time.Advance(TimeSpan.FromSeconds(200));
        var again = await fleet.ConnectAsync(token);
        fleet.Time.Advance(TimeSpan.FromSeconds(10));
        await again.DisposeAsync();

        fleet.Time.Advance(TimeSpan.FromSeconds(299)); // 509
        fleet.Fleet.IsOnline(device).ShouldBeTrue();
        fleet.Live.Types.ShouldBe(["device.online"]);
        await fleet.AdvanceUntil(() => fleet.Live.Count("device.offline") == 1, TimeSpan.FromSeconds(1));

        fleet.Live.Published.Last().At.ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 8, 30, TimeSpan.Zero)); // 510
    }

    [Fact]
    public async Task A_silent_device_with_heartbeat_twenty_and_wait_ninety_is_offline_ninety_seconds_after_its_last_packet()
    {
        await using var fleet = await TestFleet.StartAsync(offlineAfter: TimeSpan.FromSeconds(90));
        var (device, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        await session.ReportAsync(fleet.Report() with { Heartbeat = TimeSpan.FromSeconds(20) }, None);
        var last = fleet.Time.GetUtcNow();
        fleet.Time.Advance(TimeSpan.FromSeconds(30));
        await session.DisposeAsync();

        fleet.Time.Advance(TimeSpan.FromSeconds(59));
        fleet.Fleet.IsOnline(device).ShouldBeTrue();
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        fleet.Fleet.IsOnline(device).ShouldBeFalse();
        await TestFleet.Until(() => fleet.Live.Count("device.offline") == 1);
        fleet.Live.Published.Last().At.ShouldBe(last.AddSeconds(90));
    }

    [Fact]
    public async Task A_changed_wait_holds_from_the_next_disconnection()
    {
        await using var fleet = await TestFleet.StartAsync(offlineAfter: TimeSpan.FromHours(1));
        var (device, token) = fleet.AddDevice();
        await (await fleet.ConnectAsync(token)).DisposeAsync();
        fleet.Catalog.Templates[fleet.Template.Id] = fleet.Template with { OfflineAfter = TimeSpan.FromSeconds(5) };
        await (await fleet.ConnectAsync(token)).DisposeAsync();

        fleet.Time.Advance(TimeSpan.FromSeconds(5));

        fleet.Fleet.IsOnline(device).ShouldBeFalse();
        await TestFleet.Until(() => fleet.Live.Count("device.offline") == 1);
        fleet.Time.Advance(TimeSpan.FromHours(2));
        fleet.Live.Count("device.offline").ShouldBe(1);
    }

    [Fact]
    public async Task Many_devices_go_offline_with_one_timer_each_at_its_own_time()
    {
        await using var fleet = await TestFleet.StartAsync();
        var timers = fleet.Time.WaitingTimers;
        for (var number = 0; number < 200; number++)
        {
            await (await fleet.ConnectAsync(fleet.AddDevice().Token)).DisposeAsync();
            fleet.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        fleet.Time.WaitingTimers.ShouldBeLessThanOrEqualTo(timers + 2);
        await fleet.AdvanceUntil(() => fleet.Live.Count("device.offline") == 200, TimeSpan.FromSeconds(10));
        var times = fleet.Live.Published.Where(e => e.Type == "device.offline").Select(e => e.At).ToList();
        times.ShouldBe(times.Order());
        times.Distinct().Count().ShouldBe(200);
    }

    [Fact]
    public async Task A_full_outbox_delays_the_offline_event_and_loses_none()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.PendingRecordsMax = 4);
        for (var number = 0; number < 4; number++)
            await (await fleet.ConnectAsync(fleet.AddDevice().Token)).DisposeAsync();
        fleet.Store.Fault = new StorageUnavailableException("away");

        await fleet.AdvanceUntil(() => fleet.Outbox.WaitingWriters == 1, TimeSpan.FromSeconds(10));
        fleet.Store.Fault = null;

        await fleet.AdvanceUntil(() => fleet.Store.Events.Count == 8, TimeSpan.FromSeconds(1));
        fleet.Store.Events.Count(logged => logged.Code == "offline").ShouldBe(4);
    }

    [Fact]
    public async Task A_clean_stop_is_nobody_going_offline()
    {
        await using var fleet = await TestFleet.StartAsync();
        await (await fleet.ConnectAsync(fleet.AddDevice().Token)).DisposeAsync();
        await fleet.ConnectAsync(fleet.AddDevice().Token);

        await fleet.StopAsync(None);

        fleet.Store.Events.ShouldAllBe(logged => logged.Code == "online");
        fleet.Store.Presence.Count.ShouldBe(2);
        fleet.Store.Presence.ShouldAllBe(record => !record.Online);
    }

    [Fact]
    public async Task A_quiet_connected_device_s_life_sign_is_stored_once_a_minute()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        await fleet.FlushAsync();
        for (var minute = 1; minute <= 5; minute++)
        {
            for (var second = 0; second < 60; second++)
            {
                fleet.Time.Advance(TimeSpan.FromSeconds(1));
                session.Touch();
            }

            fleet.Time.Advance(TimeSpan.FromMilliseconds(500));
            await TestFleet.Until(() => fleet.Store.Presence.Count == 1 + minute);
        }

        fleet.Store.Presence.ShouldAllBe(record => record.Online);
    }

    [Fact]
    public async Task Calls_without_a_connection_are_life_signs_but_nobody_is_online_by_them()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        for (var call = 0; call < 50; call++)
            await fleet.VisitAsync(token);
        await fleet.FlushAsync();
        for (var call = 0; call < 50; call++)
            await fleet.VisitAsync(token);
        fleet.Time.Advance(TimeSpan.FromSeconds(1));

        fleet.Store.Presence.ShouldHaveSingleItem().Online.ShouldBeFalse();
        fleet.Fleet.IsOnline(device).ShouldBeFalse();
        fleet.Live.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_device_that_flaps_waits_in_the_queue_once()
    {
        await using var fleet = await TestFleet.StartAsync(offlineAfter: TimeSpan.FromHours(1));
        var (_, token) = fleet.AddDevice();
        for (var number = 0; number < 1_000; number++)
        {
            await (await fleet.ConnectAsync(token)).DisposeAsync();
            fleet.Time.Advance(TimeSpan.FromSeconds(1));
        }

        fleet.Get<Roster>().QueuedWaits.ShouldBe(1);
        fleet.Live.Types.ShouldBe(["device.online"]);
    }

    [Fact]
    public async Task At_start_those_still_marked_online_are_marked_offline()
    {
        await using var fleet = await TestFleet.StartAsync();
        fleet.Store.MarkedOffline = 3;
        var second = fleet
            .Get<IEnumerable<Microsoft.Extensions.Hosting.IHostedService>>()
            .OfType<FleetService>()
            .Single();
        fleet.Logs.Lines.ShouldNotContain(line => line.Id == 5000);
        await fleet.StopAsync(None);
        await second.StartAsync(None);

        fleet.Logs.Lines.ShouldContain(line => line.Id == 5000 && line.Text.StartsWith("3 "));
    }
}
