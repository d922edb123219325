using Firstlight.Core;

namespace Firstlight.Fleet.Tests.Traffic;

/// <summary>Taps on what a device and the cloud say to each other.</summary>
public sealed class DeviceTrafficTests
{
    private static readonly DeviceId Kettle = new(1);
    private static readonly DeviceId Lamp = new(2);

    private readonly DeviceTraffic _traffic = new();

    [Fact]
    public void Nobody_watches_and_nothing_is_kept()
    {
        _traffic.IsWatched(Kettle).ShouldBeFalse();
        Should.NotThrow(() => _traffic.Note(Kettle, Line("lost")));
    }

    [Fact]
    public async Task Every_watcher_of_the_device_gets_its_lines_and_no_others()
    {
        using var ended = new CancellationTokenSource();
        var first = Open(Kettle, ended.Token);
        var second = Open(Kettle, ended.Token);

        _traffic.IsWatched(Kettle).ShouldBeTrue();
        _traffic.IsWatched(Lamp).ShouldBeFalse();
        _traffic.Note(Lamp, Line("of the lamp"));
        _traffic.Note(Kettle, Line("ping"));

        (await NextAsync(first)).ShouldBe(new SeenTraffic(0, Line("ping")));
        (await NextAsync(second)).ShouldBe(new SeenTraffic(0, Line("ping")));
    }

    [Fact]
    public async Task A_slow_watcher_is_told_how_many_lines_it_missed()
    {
        using var ended = new CancellationTokenSource();
        var watcher = Open(Kettle, ended.Token);
        const int tooMany = 7;
        for (var number = 0; number < TrafficQueue.BacklogMax + tooMany; number++)
            _traffic.Note(Kettle, Line($"{number}"));

        for (var number = 0; number < TrafficQueue.BacklogMax; number++)
            (await NextAsync(watcher)).Missed.ShouldBe(0);
        _traffic.Note(Kettle, Line("after the gap"));

        (await NextAsync(watcher)).ShouldBe(new SeenTraffic(tooMany, Line("after the gap")));
    }

    [Fact]
    public async Task A_watcher_that_leaves_is_forgotten_whether_it_read_or_not()
    {
        using var ended = new CancellationTokenSource();
        Open(Kettle, ended.Token);
        var reader = Open(Kettle, ended.Token);
        _traffic.Note(Kettle, Line("ping"));
        await NextAsync(reader);

        await ended.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => NextAsync(reader));

        _traffic.IsWatched(Kettle).ShouldBeFalse();
    }

    [Fact]
    public async Task Watchers_are_bounded_and_a_place_comes_free()
    {
        using var ended = new CancellationTokenSource();
        for (var watcher = 0; watcher < DeviceTraffic.WatchersMax; watcher++)
            Open(new DeviceId(watcher), ended.Token);

        _traffic.Watch(Kettle, ended.Token).Refusal.ShouldNotBeNull().Kind.ShouldBe(RefusalKind.LimitReached);

        await ended.CancelAsync();
        using var later = new CancellationTokenSource();
        _traffic.Watch(Kettle, later.Token).Succeeded.ShouldBeTrue();
    }

    private IAsyncEnumerator<SeenTraffic> Open(DeviceId device, CancellationToken cancellation) =>
        _traffic.Watch(device, cancellation).Value.Lines.GetAsyncEnumerator(cancellation);

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
