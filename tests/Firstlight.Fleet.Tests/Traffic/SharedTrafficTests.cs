using Firstlight.Core;

namespace Firstlight.Fleet.Tests.Traffic;

/// <summary>Who watches at one node sees what a device says on another.</summary>
public sealed class SharedTrafficTests : IAsyncLifetime
{
    private static readonly DeviceId Kettle = new(1);

    private TestFleet _north = null!;
    private TestFleet _south = null!;

    public async ValueTask InitializeAsync()
    {
        _north = await TestFleet.StartNodeAsync("north");
        _south = await TestFleet.StartNodeAsync("south", _north);
    }

    public async ValueTask DisposeAsync()
    {
        await _south.DisposeAsync();
        await _north.DisposeAsync();
    }

    [Fact]
    public async Task What_is_said_at_another_node_is_seen_and_once()
    {
        using var ended = new CancellationTokenSource();
        var watchers = new[] { Watch(_north, ended.Token), Watch(_north, ended.Token), Watch(_south, ended.Token) };
        TrafficAt(_south).IsWatched(Kettle).ShouldBeTrue();

        TrafficAt(_south).Note(Kettle, Line("ping"));
        TrafficAt(_north).Note(Kettle, Line("write"));

        foreach (var watcher in watchers)
        {
            // Each node sends to the other, so the order between the two is open.
            string[] seen = [(await NextAsync(watcher)).Line.Command, (await NextAsync(watcher)).Line.Command];
            seen.ShouldBe(["ping", "write"], ignoreOrder: true);
        }

        TrafficAt(_south).Note(Kettle, Line("the end"));
        foreach (var watcher in watchers)
            (await NextAsync(watcher)).Line.Command.ShouldBe("the end", "nothing came twice");
    }

    [Fact]
    public async Task A_node_goes_on_for_as_long_as_somebody_watches_and_no_longer()
    {
        using var ended = new CancellationTokenSource();
        var watcher = Watch(_north, ended.Token);
        for (var turn = 0; turn < 30; turn++)
        {
            var told = _north.Backbones.Announced;
            _north.Time.Advance(SharedTraffic.TellAgain);
            await TestFleet.Until(() => _north.Backbones.Announced > told);
            TrafficAt(_south).Note(Kettle, Line($"{turn}"));
            (await NextAsync(watcher)).Line.Command.ShouldBe($"{turn}");
        }

        await ended.CancelAsync();
        _north.Time.Advance(SharedTraffic.Lease);

        await TestFleet.Until(() => !TrafficAt(_south).IsWatched(Kettle));
    }

    [Fact]
    public async Task What_did_not_arrive_is_counted()
    {
        using var ended = new CancellationTokenSource();
        var watcher = Watch(_north, ended.Token);
        _north.Backbones.AreCut = true;
        TrafficAt(_south).Note(Kettle, Line("lost"));
        TrafficAt(_south).Note(Kettle, Line("lost too"));
        await TestFleet.Until(() => _north.Backbones.Refused >= 2);

        _north.Backbones.AreCut = false;
        TrafficAt(_south).Note(Kettle, Line("here"));

        (await NextAsync(watcher)).ShouldBe(new SeenTraffic(2, Line("here")));
    }

    private static IDeviceTraffic TrafficAt(TestFleet node) => node.Get<IDeviceTraffic>();

    private static IAsyncEnumerator<SeenTraffic> Watch(TestFleet node, CancellationToken cancellation) =>
        TrafficAt(node).Watch(Kettle, cancellation).Value.Lines.GetAsyncEnumerator(cancellation);

    private static async Task<SeenTraffic> NextAsync(IAsyncEnumerator<SeenTraffic> watcher)
    {
        (
            await watcher
                .MoveNextAsync()
                .AsTask()
                .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)
        ).ShouldBeTrue();
        return watcher.Current;
    }

    private static TrafficLine Line(string command) =>
        new(DateTimeOffset.UnixEpoch, TrafficDirection.FromDevice, "native", command, null);
}
