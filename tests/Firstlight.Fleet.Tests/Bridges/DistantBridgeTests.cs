using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>Devices that write to each other and live on different nodes.</summary>
public sealed class DistantBridgeTests : IAsyncLifetime
{
    private static readonly VirtualPin Text = new(1);
    private static readonly VirtualPin Nowhere = new(99);
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeLink _link = new();
    private TestFleet _north = null!;
    private TestFleet _south = null!;
    private IDeviceSession _writer = null!;
    private DeviceId _target;
    private AuthToken _token;

    public async ValueTask InitializeAsync()
    {
        _north = await TestFleet.StartNodeAsync("north");
        _south = await TestFleet.StartNodeAsync("south", _north);
        _writer = await _north.ConnectAsync(_north.AddDevice().Token);
        (_target, _token) = _north.AddDevice();
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _south.DisposeAsync();
        await _north.DisposeAsync();
    }

    [Fact]
    public async Task A_write_reaches_the_device_on_the_other_node_and_is_kept_there()
    {
        await using var target = await _south.ConnectAsync(_token, _link);

        (await _writer.FindNeighbourAsync(_token, None)).ShouldBe(_target);
        (await WriteAsync("on", frame: 9)).ShouldBe(BridgeResult.Sent);

        await _south.AdvanceUntil(() => !_link.Received.IsEmpty);
        _link.Received.ShouldHaveSingleItem().ShouldBe(new DeviceCommand.BridgedPin(Text, "on", 9));
        (await target.ReadAsync(Text, None)).ShouldBe("on");
        _south.Store.Stored(_target, Text).ShouldBe("on");
    }

    [Fact]
    public async Task Writes_arrive_in_the_order_in_which_they_were_made()
    {
        await using var target = await _south.ConnectAsync(_token, _link);

        for (var turn = 0; turn < 50; turn++)
            await WriteAsync($"{turn}", turn % 2 == 0 ? Text : Nowhere);

        await _south.AdvanceUntil(() => _link.Received.Count == 50);
        _link
            .Received.Cast<DeviceCommand.WritePin>()
            .Select(write => write.Value)
            .ShouldBe(Enumerable.Range(0, 50).Select(turn => $"{turn}"));
    }

    [Fact]
    public async Task What_is_written_to_a_device_that_is_away_is_found_on_whichever_node_it_comes_to()
    {
        (await WriteAsync("later")).ShouldBe(BridgeResult.Offline);
        await _north.FlushAsync();

        await using var target = await _south.ConnectAsync(_token);
        (await target.SyncAsync([Text], None)).ShouldBe([new PinValue(Text, "later")]);
    }

    [Fact]
    public async Task A_device_that_was_given_away_is_out_of_reach_also_from_another_node()
    {
        await using var target = await _south.ConnectAsync(_token, _link);
        _south.Fleet.NoteMove(_target, OrganisationId.Root, new UserId(2));

        (await WriteAsync("x")).ShouldBe(BridgeResult.NotAllowed);
        _link.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_cannot_be_reached_is_not_called_an_absent_device_whose_value_is_kept()
    {
        await using var target = await _south.ConnectAsync(_token, _link);
        await _south.FlushAsync();
        _north.Backbones.AreCut = true;

        (await WriteAsync("lost")).ShouldBe(BridgeResult.Unreachable);

        await _north.FlushAsync();
        _north.Store.Stored(_target, Text).ShouldBeNull();
        _north.Backbones.AreCut = false;
        (await WriteAsync("now")).ShouldBe(BridgeResult.Sent, "nothing is remembered of it");
    }

    [Fact]
    public async Task Trouble_at_the_other_node_says_nothing_about_the_device()
    {
        await using (await _south.ConnectAsync(_token))
            await _south.FlushAsync();
        _south.Devices.Fault = new StorageUnavailableException("The database is away.");

        (await WriteAsync("x")).ShouldBe(BridgeResult.Unreachable);
    }

    private ValueTask<BridgeResult> WriteAsync(string value, VirtualPin? pin = null, ushort frame = 1) =>
        _writer.WriteToAsync(_target, new DeviceCommand.BridgedPin(pin ?? Text, value, frame), None);
}
