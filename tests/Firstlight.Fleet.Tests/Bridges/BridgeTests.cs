using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>Devices that write to each other.</summary>
public sealed class BridgeTests
{
    private static readonly VirtualPin Text = new(1);
    private static readonly VirtualPin Nowhere = new(99);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_write_is_kept_as_the_other_devices_value_and_sent_to_it_as_another_devices_write()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (target, token) = fleet.AddDevice();
        var link = new FakeLink();
        await using var other = await fleet.ConnectAsync(token, link);
        await using var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        var found = await session.FindNeighbourAsync(token, None);
        (await session.WriteToAsync(found!.Value, Write(Text, "on", 9), None)).ShouldBe(BridgeResult.Sent);

        found.ShouldBe(target);
        await fleet.AdvanceUntil(() => !link.Received.IsEmpty);
        link.Received.ShouldHaveSingleItem().ShouldBe(Write(Text, "on", 9));
        (await other.ReadAsync(Text, None)).ShouldBe("on");
        fleet.Live.Count("datastream").ShouldBe(1, "people see it as the target's value");
    }

    [Fact]
    public async Task A_device_that_is_away_finds_the_value_when_it_comes_back()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (target, token) = fleet.AddDevice();
        await using var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        (await session.WriteToAsync(target, Write(Text, "later"), None)).ShouldBe(BridgeResult.Offline);

        await using var other = await fleet.ConnectAsync(token);
        (await other.SyncAsync([Text], None)).ShouldBe([new PinValue(Text, "later")]);
    }

    [Fact]
    public async Task A_pin_without_a_datastream_is_carried_and_nothing_is_kept()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (target, token) = fleet.AddDevice();
        var link = new FakeLink();
        await using var other = await fleet.ConnectAsync(token, link);
        await using var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        (await session.WriteToAsync(target, Write(Nowhere, "psst"), None)).ShouldBe(BridgeResult.Sent);

        await TestFleet.Until(() => !link.Received.IsEmpty);
        await fleet.FlushAsync();
        fleet.Store.Values.ShouldBeEmpty();
        fleet.Live.Count("datastream").ShouldBe(0);
    }

    [Fact]
    public async Task Writes_arrive_in_the_order_in_which_they_were_made()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (target, token) = fleet.AddDevice();
        var link = new FakeLink();
        await using var other = await fleet.ConnectAsync(token, link);
        await using var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        for (var turn = 0; turn < 50; turn++)
            await session.WriteToAsync(target, Write(turn % 2 == 0 ? Text : Nowhere, $"{turn}"), None);

        await fleet.AdvanceUntil(() => link.Received.Count == 50);
        link.Received.Cast<DeviceCommand.WritePin>()
            .Select(write => write.Value)
            .ShouldBe(Enumerable.Range(0, 50).Select(turn => $"{turn}"));
    }

    [Fact]
    public async Task Tokens_of_strangers_of_nobody_and_ones_own_name_no_neighbour()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (_, own) = fleet.AddDevice();
        await using var session = await fleet.ConnectAsync(own);
        var (stranger, strangersToken) = fleet.AddDevice();
        fleet.Devices.Devices[stranger] = fleet.Devices.Devices[stranger] with { Owner = new UserId(2) };
        var (unclaimed, unclaimedToken) = fleet.AddDevice();
        fleet.Devices.Devices[unclaimed] = fleet.Devices.Devices[unclaimed] with { Owner = null };
        var (_, elsewhere) = fleet.Devices.AddDevice(fleet.Template.Id, new OrganisationId(7));
        AuthToken.TryParse(new string('x', 32), out var unknown).ShouldBeTrue();

        foreach (
            var token in new[] { own, strangersToken, unclaimedToken, elsewhere, unknown, fleet.AddPending().Token }
        )
            (await session.FindNeighbourAsync(token, None)).ShouldBeNull();
        foreach (var device in new[] { stranger, unclaimed, new DeviceId(999) })
            (await session.WriteToAsync(device, Write(Text, "x"), None)).ShouldBe(BridgeResult.NotAllowed);
    }

    [Fact]
    public async Task A_device_that_was_given_away_is_out_of_reach_at_once()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (target, token) = fleet.AddDevice();
        var link = new FakeLink();
        await using var other = await fleet.ConnectAsync(token, link);
        await using var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        (await session.FindNeighbourAsync(token, None)).ShouldBe(target);

        fleet.Fleet.NoteMove(target, OrganisationId.Root, new UserId(2));

        (await session.WriteToAsync(target, Write(Text, "x"), None)).ShouldBe(BridgeResult.NotAllowed);
        link.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pending_device_writes_to_nobody()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (target, token) = fleet.AddDevice();
        await using var session = await fleet.ConnectAsync(fleet.AddPending().Token);

        (await session.FindNeighbourAsync(token, None)).ShouldBeNull();
        (await session.WriteToAsync(target, Write(Text, "x"), None)).ShouldBe(BridgeResult.NotAllowed);
    }

    [Fact]
    public async Task A_device_that_takes_nothing_holds_up_nobody_and_its_queue_is_bounded()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.DeliveriesPerDeviceMax = 3);
        var (target, token) = fleet.AddDevice();
        var stuck = new TaskCompletionSource();
        await using var other = await fleet.ConnectAsync(token, new FakeLink { Busy = stuck.Task });
        await using var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        for (var turn = 0; turn < 3; turn++)
            (await session.WriteToAsync(target, Write(Text, $"{turn}"), None)).ShouldBe(BridgeResult.Sent);
        (await session.WriteToAsync(target, Write(Text, "3"), None)).ShouldBe(BridgeResult.Busy);
        (await session.WriteToAsync(target, Write(Nowhere, "3"), None)).ShouldBe(BridgeResult.Busy);

        (await other.ReadAsync(Text, None)).ShouldBe("2", "what was refused changed nothing");
        stuck.SetResult();
    }

    private static DeviceCommand.BridgedPin Write(VirtualPin pin, string value, ushort frame = 1) =>
        new(pin, value, frame);
}
