using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet.Tests.Updates;

/// <summary>Of several nodes one tells a device of its update, another may be where it comes back.</summary>
public sealed class SharedUpdateTests
{
    [Fact]
    public async Task A_device_that_another_node_told_is_heard_where_the_shipment_has_not_been_seen_yet()
    {
        await using var fleet = await TestFleet.StartNodeAsync("north");
        var (device, token) = fleet.AddDevice();
        await using var session = await fleet.ConnectAsync(token);
        fleet.Ship(device);
        fleet.Shipments.Change(device, static update => update with { State = UpdateState.Downloaded, Attempts = 1 });

        await fleet.ReportAsync(session, "2.0.0");

        fleet.Shipments[device].Update.State.ShouldBe(UpdateState.Done);
    }

    [Fact]
    public async Task A_shipment_whose_last_device_was_done_at_a_node_that_is_gone_ends_all_the_same()
    {
        await using var fleet = await TestFleet.StartNodeAsync("north");
        var (device, token) = fleet.AddDevice();
        fleet.Ship(device);
        var link = new FakeLink();
        await using var session = await fleet.ConnectAsync(token, link);
        await fleet.ReportAsync(session, "1.0.0");
        await fleet.AdvanceUntil(() => !link.Received.IsEmpty);
        fleet.Shipments.Change(device, static update => update with { State = UpdateState.Done });

        await fleet.AdvanceUntil(() => fleet.Shipments.IsFinished, TimeSpan.FromSeconds(1));
    }
}
