using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet.Tests;

public sealed class DeviceEventsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_event_is_told_at_once_and_stored()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        (await session.LogEventAsync("high_temp", "88C", None)).ShouldBeTrue();

        fleet.Live.Types.ShouldBe(["device.online", "device.event"]);
        await fleet.FlushAsync();
        fleet.Store.Events[^1].ShouldBe(new EventRecord(session.Device, "high_temp", "88C", fleet.Store.Events[^1].At));
    }

    [Fact]
    public async Task Whoever_reads_finds_what_was_told_before_although_the_next_flush_is_not_due()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        await session.LogEventAsync("high_temp", "88C", None);

        await fleet.Fleet.ReadEventsAsync(OrganisationId.Root, session.Device, 10, cursor: null, None);

        fleet.Store.Events[^1].Code.ShouldBe("high_temp");
    }

    [Fact]
    public async Task What_the_template_says_of_an_event_stands_in_when_the_device_says_no_more()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var template = fleet.Catalog.Templates.Values.First();
        fleet.Catalog.Templates[template.Id] = template with
        {
            Events = [new TemplateEvent(1, "hot", "Too hot", EventSeverity.Critical, "Open a window.")],
        };
        var session = await fleet.ConnectAsync(token);

        (await session.LogEventAsync("hot", null, None)).ShouldBeTrue();
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        (await session.LogEventAsync("hot", "92C", None)).ShouldBeTrue();

        await fleet.FlushAsync();
        fleet.Store.Events.TakeLast(2).Select(logged => logged.Description).ShouldBe(["Open a window.", "92C"]);
        var told = System.Text.Json.JsonSerializer.SerializeToElement(fleet.Live.Published.Last().Data);
        told.GetProperty("Name").GetString().ShouldBe("Too hot");
        told.GetProperty("Severity").GetString().ShouldBe("Critical");
    }

    [Fact]
    public async Task An_event_over_http_is_on_disk_when_its_call_ends()
    {
        await using var fleet = await TestFleet.StartAsync();
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);
        (await visit.LogEventAsync("hot", null, None)).ShouldBeTrue();
        fleet.Store.Events.ShouldHaveSingleItem();
        await visit.ResolveEventsAsync("hot", all: false, None);
        fleet.Store.Commits.SelectMany(commit => commit.Resolved).ShouldHaveSingleItem().Code.ShouldBe("hot");
    }

    [Fact]
    public async Task Bad_events_are_dropped_whole()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        (await session.LogEventAsync("", null, None)).ShouldBeFalse();
        (await session.LogEventAsync(new string('c', 51), null, None)).ShouldBeFalse();
        (await session.LogEventAsync("a\nb", null, None)).ShouldBeFalse();
        (await session.LogEventAsync("hot", new string('d', 301), None)).ShouldBeFalse();
        (await session.LogEventAsync("offline", "I am the cloud", None)).ShouldBeFalse();
        fleet.Outbox.Pending.ShouldBe(1); // "online"
        (await session.LogEventAsync("hot", new string('d', 300), None)).ShouldBeTrue();
    }

    [Fact]
    public async Task One_code_once_a_second_and_a_hundred_in_a_day()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (_, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        (await session.LogEventAsync("a", null, None)).ShouldBeTrue();
        (await session.LogEventAsync("a", null, None)).ShouldBeFalse();
        (await session.LogEventAsync("b", null, None)).ShouldBeTrue();
        fleet.Time.Advance(TimeSpan.FromMilliseconds(999));
        (await session.LogEventAsync("a", null, None)).ShouldBeFalse();
        fleet.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await session.LogEventAsync("a", null, None)).ShouldBeTrue();
        for (var number = 3; number < 100; number++)
            (await session.LogEventAsync($"code{number}", null, None)).ShouldBeTrue();
        (await session.LogEventAsync("one too many", null, None)).ShouldBeFalse();
        (await (await fleet.VisitAsync(token)).LogEventAsync("by the other door", null, None)).ShouldBeFalse();

        fleet.Time.Advance(TimeSpan.FromDays(1));

        (await session.LogEventAsync("a new day", null, None)).ShouldBeTrue();
    }
}
