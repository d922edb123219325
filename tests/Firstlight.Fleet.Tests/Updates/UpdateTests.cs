using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet.Tests.Updates;

/// <summary>Devices are told of new firmware when they are due, at a pace, and what they do about it is followed.</summary>
public sealed class UpdateTests
{
    [Fact]
    public async Task A_device_is_told_behind_its_information_and_never_before()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        fleet.Ship(device);
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        var link = new FakeLink();
        await using var session = await fleet.ConnectAsync(token, link);

        fleet.Time.Advance(TimeSpan.FromSeconds(5));
        await fleet.ReportAsync(session, "1.0.0");

        await fleet.AdvanceUntil(() => !link.Received.IsEmpty);
        var update = link.Received.ShouldHaveSingleItem().ShouldBeOfType<DeviceCommand.Update>();
        fleet.Shipments[device].Update.State.ShouldBe(UpdateState.Told);
        fleet.Shipments[device].Update.Link.ShouldBe(update.Link.Hash());
        update.ToString().ShouldNotContain(update.Link.Reveal());
        fleet.Logs.Lines.ShouldAllBe(line => !line.Text.Contains(update.Link.Reveal()));
    }

    [Fact]
    public async Task The_new_version_ends_it_well_and_the_shipment_with_it()
    {
        await using var shipped = await ShippedDevice.StartAsync();
        await shipped.IsToldAsync();

        shipped.Fleet.Time.Advance(TimeSpan.FromSeconds(30));
        await shipped.ReturnsAsync("2.0.0");

        shipped.Update.State.ShouldBe(UpdateState.Done);
        await shipped.Fleet.AdvanceUntil(() => shipped.Fleet.Shipments.IsFinished);
    }

    [Fact]
    public async Task A_device_that_is_back_before_its_download_was_noted_is_heard_all_the_same()
    {
        await using var shipped = await ShippedDevice.StartAsync();
        await shipped.IsToldAsync();
        shipped.Fleet.Shipments.Change(shipped.Device, update => update with { State = UpdateState.Downloading });
        shipped.Fleet.Shipments.Meanwhile = () =>
            shipped.Fleet.Shipments.Change(shipped.Device, update => update with { State = UpdateState.Downloaded });

        await shipped.ReturnsAsync("1.0.0");

        shipped.Update.Reason.ShouldBe(UpdateReason.CameBackUnchanged);
    }

    [Fact]
    public async Task A_notice_that_the_link_does_not_take_is_no_attempt()
    {
        await using var shipped = await ShippedDevice.StartAsync(takes: false);

        await shipped.IsToldAsync();

        await TestFleet.Until(() => shipped.Update.State is UpdateState.Waiting);
        shipped.Update.Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task No_more_are_told_in_a_second_than_the_pace_allows()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.UpdateNoticesPerSecond = 2);
        var links = new List<FakeLink>();
        var sessions = new List<IDeviceSession>();
        for (var index = 0; index < 6; index++)
        {
            var (device, token) = fleet.AddDevice();
            fleet.Ship(device);
            links.Add(new FakeLink());
            sessions.Add(await fleet.ConnectAsync(token, links[^1]));
        }

        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        foreach (var session in sessions)
            await fleet.ReportAsync(session, "1.0.0");
        for (var second = 1; second <= 3; second++)
        {
            var due = second * 2;
            await fleet.AdvanceUntil(() => Told(links) >= due);
            Told(links).ShouldBe(due);
        }

        foreach (var session in sessions)
            await session.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_told_and_never_comes_back_is_told_again_after_an_hour()
    {
        await using var shipped = await ShippedDevice.StartAsync();
        await shipped.IsToldAsync();

        shipped.Fleet.Time.Advance(UpdateSteps.Patience);
        await shipped.Fleet.AdvanceUntil(() => shipped.Link.Received.Count == 2, TimeSpan.FromSeconds(1));

        shipped.Update.Attempts.ShouldBe(2);
        shipped.Update.Reason.ShouldBe(UpdateReason.NotDownloaded);
    }

    [Fact]
    public async Task A_store_that_is_away_costs_no_notice()
    {
        await using var shipped = await ShippedDevice.StartAsync();
        shipped.Fleet.Shipments.IsAway = true;
        shipped.Fleet.Time.Advance(TimeSpan.FromSeconds(3));
        shipped.Fleet.Shipments.IsAway = false;

        await shipped.IsToldAsync();
    }

    [Fact]
    public async Task Watchers_hear_each_step_and_the_owner_with_them()
    {
        var owner = new UserId(42);
        await using var shipped = await ShippedDevice.StartAsync(owner);
        await shipped.IsToldAsync();
        await shipped.ReturnsAsync("2.0.0");

        var told = shipped.Fleet.Live.Published.Where(published => published.Type == "device.update").ToList();

        told.Count.ShouldBe(2);
        told.ShouldAllBe(published => published.Owner == owner && published.Organisation == OrganisationId.Root);
        $"{told[0].Data}".ShouldContain("State = Told");
        $"{told[1].Data}".ShouldContain("State = Done");
    }

    private static int Told(List<FakeLink> links) => links.Sum(link => link.Received.Count);
}
