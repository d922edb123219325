using Firstlight.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Firstlight.Fleet.Tests;

public sealed class OutboxTests
{
    private static readonly VirtualPin Text = new(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_value_is_taken_at_once_and_on_disk_after_the_flush_interval()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        (await session.WriteAsync(Text, "a", null, durable: false, None)).ShouldBe(WriteResult.Taken);
        fleet.Store.Commits.ShouldBeEmpty();
        fleet.Time.Advance(TimeSpan.FromMilliseconds(500));

        await TestFleet.Until(() => fleet.Store.Values.Count == 1);
    }

    [Fact]
    public async Task A_durable_value_is_on_disk_when_its_call_ends_without_waiting_for_the_interval()
    {
        await using var fleet = await TestFleet.StartAsync();
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);

        (await visit.WriteAsync(Text, "a", null, durable: true, None)).ShouldBe(WriteResult.Taken);

        fleet.Store.Values.ShouldHaveSingleItem().Value.ShouldBe("a");
    }

    [Fact]
    public async Task Durable_writers_that_come_during_a_commit_share_the_next_one()
    {
        await using var fleet = await TestFleet.StartAsync();
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);
        fleet.Store.Hold();

        var writes = Enumerable
            .Range(0, 100)
            .Select(number => visit.WriteAsync(Text, $"{number}", null, durable: true, None).AsTask())
            .ToList();
        await TestFleet.Until(() => fleet.Store.Attempts == 1);
        writes.ShouldAllBe(write => !write.IsCompleted);
        fleet.Store.Release();
        await Task.WhenAll(writes);

        fleet.Store.Values.Count.ShouldBe(100);
        fleet.Store.Commits.Count.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_failing_store_loses_nothing_and_keeps_the_order()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        fleet.Store.Fault = new StorageUnavailableException("away");
        for (var number = 0; number < 1_000; number++)
        {
            (await session.WriteAsync(Text, $"{number}", null, durable: false, None)).ShouldBe(WriteResult.Taken);
            if (number % 100 == 0)
                fleet.Time.Advance(TimeSpan.FromMilliseconds(500));
        }

        await fleet.AdvanceUntil(() => fleet.Store.Attempts >= 5);
        fleet.Store.Commits.ShouldBeEmpty();
        fleet.Store.Fault = null;
        await fleet.AdvanceUntil(() => fleet.Outbox.Pending == 0);

        fleet.Store.Values.Select(record => record.Value).ShouldBe(Enumerable.Range(0, 1_000).Select(n => $"{n}"));
        fleet.Store.Stored(device, Text).ShouldBe("999");
        fleet.Logs.Lines.ShouldContain(line => line.Id == 5002);
    }

    [Fact]
    public async Task A_fault_that_storage_should_not_throw_keeps_the_records_too()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        fleet.Store.Fault = new InvalidOperationException("a bug");
        await session.WriteAsync(Text, "kept", null, durable: false, None);
        await fleet.AdvanceUntil(() => fleet.Store.Attempts >= 2);
        fleet.Store.Fault = null;

        await fleet.AdvanceUntil(() => fleet.Store.Values.Count == 1);
    }

    [Fact]
    public async Task A_durable_writer_is_told_after_the_patience_and_its_record_is_written_later()
    {
        await using var fleet = await TestFleet.StartAsync();
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);
        fleet.Store.Fault = new StorageUnavailableException("away");

        var write = visit.WriteAsync(Text, "late", null, durable: true, None).AsTask();
        await fleet.AdvanceUntil(() => write.IsCompleted);
        (await write.ShouldThrowAsync<StorageUnavailableException>()).MayStillHappen.ShouldBeTrue();

        // From now on durable writers are told at once, and nothing is added for them.
        await fleet.AdvanceUntil(() => fleet.Outbox.IsBeyondPatience);
        var pending = fleet.Outbox.Pending;
        var refused = await Should.ThrowAsync<StorageUnavailableException>(() =>
            visit.WriteAsync(Text, "never", null, durable: true, None).AsTask()
        );
        refused.MayStillHappen.ShouldBeFalse();
        fleet.Outbox.Pending.ShouldBe(pending);
        (await fleet.HealthAsync()).ShouldBe(HealthStatus.Unhealthy);

        fleet.Store.Fault = null;
        await fleet.AdvanceUntil(() => fleet.Outbox.Pending == 0);
        fleet.Store.Values.ShouldHaveSingleItem().Value.ShouldBe("late");
        (await fleet.HealthAsync()).ShouldBe(HealthStatus.Healthy);
        (await visit.WriteAsync(Text, "again", null, durable: true, None)).ShouldBe(WriteResult.Taken);
    }

    [Fact]
    public async Task A_store_that_hangs_is_noticed_as_one_that_fails()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        fleet.Store.Hold();
        await session.WriteAsync(Text, "a", null, durable: false, None);
        fleet.Time.Advance(TimeSpan.FromMilliseconds(500));
        await TestFleet.Until(() => fleet.Store.Attempts == 1);
        (await fleet.HealthAsync()).ShouldBe(HealthStatus.Healthy);

        fleet.Time.Advance(TimeSpan.FromSeconds(10));

        (await fleet.HealthAsync()).ShouldBe(HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task A_full_outbox_holds_writers_back_and_memory_stays_bounded()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.PendingRecordsMax = 20);
        var sessions = new List<IDeviceSession>();
        for (var number = 0; number < 10; number++)
            sessions.Add(await fleet.ConnectAsync(fleet.AddDevice().Token));
        await fleet.FlushAsync();
        fleet.Store.Hold();

        var writers = sessions
            .Select(async session =>
            {
                for (var number = 0; number < 100; number++)
                {
                    (await session.WriteAsync(Text, $"{number}", null, durable: false, None)).ShouldBe(
                        WriteResult.Taken
                    );
                    fleet.Outbox.Pending.ShouldBeLessThanOrEqualTo(20);
                }
            })
            .ToList();
        await TestFleet.Until(() => fleet.Outbox.WaitingWriters == 10);
        fleet.Outbox.Pending.ShouldBe(20);
        writers.ShouldAllBe(writer => !writer.IsCompleted);

        fleet.Store.Release();
        await fleet.AdvanceUntil(() => writers.TrueForAll(writer => writer.IsCompleted));
        await Task.WhenAll(writers);
        await fleet.AdvanceUntil(() => fleet.Outbox.Pending == 0);
        foreach (var session in sessions)
        {
            fleet
                .Store.Values.Where(record => record.Device == session.Device)
                .Select(record => record.Value)
                .ShouldBe(Enumerable.Range(0, 100).Select(number => $"{number}"));
        }
    }

    [Fact]
    public async Task A_writer_that_stops_waiting_leaves_nothing_behind()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.PendingRecordsMax = 2);
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        fleet.Store.Hold();
        await session.WriteAsync(Text, "1", null, durable: false, None); // the first place holds "online"

        using var gone = new CancellationTokenSource();
        var write = session.WriteAsync(Text, "2", null, durable: false, gone.Token).AsTask();
        await TestFleet.Until(() => fleet.Outbox.WaitingWriters == 1);
        await gone.CancelAsync();

        await write.ShouldThrowAsync<OperationCanceledException>();
        fleet.Outbox.WaitingWriters.ShouldBe(0);
        fleet.Store.Release();
        await fleet.AdvanceUntil(() => fleet.Outbox.Pending == 0);
        fleet.Store.Values.ShouldHaveSingleItem().Value.ShouldBe("1");
    }

    [Fact]
    public async Task A_durable_writer_before_a_full_outbox_is_told_after_the_patience_that_nothing_was_written()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.PendingRecordsMax = 2);
        var (_, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        var visit = await fleet.VisitAsync(token);
        fleet.Store.Hold();
        await session.WriteAsync(Text, "1", null, durable: false, None);

        var write = visit.WriteAsync(Text, "2", null, durable: true, None).AsTask();
        await fleet.AdvanceUntil(() => write.IsCompleted, TimeSpan.FromSeconds(1));

        await write.ShouldThrowAsync<StorageUnavailableException>();
        fleet.Store.Release();
        await fleet.AdvanceUntil(() => fleet.Outbox.Pending == 0);
        fleet.Store.Values.ShouldHaveSingleItem().Value.ShouldBe("1");
    }

    [Fact]
    public async Task No_commit_is_larger_than_the_limit()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.RecordsPerBatchMax = 10);
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        fleet.Store.Hold();
        for (var number = 0; number < 95; number++)
            await session.WriteAsync(Text, $"{number}", null, durable: false, None);
        fleet.Store.Release();
        await fleet.FlushAsync();

        fleet.Store.Commits.ShouldAllBe(commit => commit.Values.Count + commit.Events.Count <= 10);
        fleet.Store.Values.Count.ShouldBe(95);
    }

    [Fact]
    public async Task A_clean_stop_writes_everything()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        for (var number = 0; number < 500; number++)
            await session.WriteAsync(Text, $"{number}", null, durable: false, None);
        await session.DisposeAsync();

        await fleet.StopAsync(None);

        fleet.Store.Values.Count.ShouldBe(500);
        await Should.ThrowAsync<StorageUnavailableException>(() =>
            session.WriteAsync(Text, "after", null, durable: false, None).AsTask()
        );
    }

    [Fact]
    public async Task A_stop_waits_for_a_store_that_comes_back_in_time()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        fleet.Store.Fault = new StorageUnavailableException("away");
        await session.WriteAsync(Text, "kept", null, durable: false, None);
        await fleet.AdvanceUntil(() => fleet.Store.Attempts >= 6);

        var stop = fleet.StopAsync(None);
        var attempts = fleet.Store.Attempts;
        await fleet.AdvanceUntil(() => fleet.Store.Attempts > attempts);
        stop.IsCompleted.ShouldBeFalse();
        fleet.Store.Fault = null;
        await fleet.AdvanceUntil(() => stop.IsCompleted);

        await stop;
        fleet.Store.Values.ShouldHaveSingleItem().Value.ShouldBe("kept");
    }

    [Fact]
    public async Task A_stop_with_a_dead_store_ends_with_the_shutdown_time_and_says_what_is_lost()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (_, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        var visit = await fleet.VisitAsync(token);
        fleet.Store.Hold();
        await session.WriteAsync(Text, "lost", null, durable: false, None);
        var durable = visit.WriteAsync(Text, "told", null, durable: true, None).AsTask();
        await TestFleet.Until(() => fleet.Store.Attempts == 1);

        using var shutdown = new CancellationTokenSource();
        var stop = fleet.StopAsync(shutdown.Token);
        stop.IsCompleted.ShouldBeFalse();
        await shutdown.CancelAsync();
        await stop;

        await durable.ShouldThrowAsync<StorageUnavailableException>();
        fleet.Logs.Lines.ShouldContain(line => line.Id == 5003 && line.Text.Contains("3 records"));
    }

    [Fact]
    public async Task A_writer_held_back_by_a_full_outbox_is_told_when_the_server_stops()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.PendingRecordsMax = 2);
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        fleet.Store.Hold();
        await session.WriteAsync(Text, "1", null, durable: false, None);
        var held = session.WriteAsync(Text, "2", null, durable: false, None).AsTask();

        var stop = fleet.StopAsync(None);
        await held.ShouldThrowAsync<StorageUnavailableException>();
        fleet.Store.Release();
        await stop;

        fleet.Store.Values.ShouldHaveSingleItem().Value.ShouldBe("1");
    }

    [Fact]
    public async Task An_event_after_a_settlement_is_not_settled_by_it()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        await session.LogEventAsync("hot", null, None);
        await session.ResolveEventsAsync("hot", all: true, None);
        fleet.Time.Advance(TimeSpan.FromMilliseconds(50));
        await session.LogEventAsync("cold", null, None);
        await fleet.FlushAsync();

        var commits = fleet.Store.Commits;
        var settling = commits.Single(commit => commit.Resolved.Count == 1);
        settling.Events.ShouldContain(logged => logged.Code == "hot");
        settling.Events.ShouldNotContain(logged => logged.Code == "cold");
        commits.SelectMany(commit => commit.Events).ShouldContain(logged => logged.Code == "cold");
    }

    [Fact]
    public async Task Presence_of_a_device_is_one_record_per_flush_and_its_login_is_not_forgotten()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        for (var number = 0; number < 20; number++)
            await (await fleet.ConnectAsync(token)).DisposeAsync();
        await fleet.FlushAsync();

        fleet
            .Store.Presence.ShouldHaveSingleItem()
            .ShouldBe(new PresenceRecord(device, Online: true, fleet.Time.GetUtcNow().AddMilliseconds(-500), true));
    }
}
