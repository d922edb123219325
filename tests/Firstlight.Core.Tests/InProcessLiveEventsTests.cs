namespace Firstlight.Core.Tests;

public sealed class InProcessLiveEventsTests
{
    private static readonly OrganisationId Mine = new(2);
    private static readonly OrganisationId Theirs = new(3);

    private readonly InProcessLiveEvents _events = new();
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(10));

    [Fact]
    public async Task A_watcher_sees_its_own_organisation_only()
    {
        var mine = _events.WatchAsync(Mine, _patience.Token);
        var theirs = _events.WatchAsync(Theirs, _patience.Token);

        _events.Publish(Event(Theirs, "a"));
        _events.Publish(Event(Mine, "b"));
        _events.Publish(Event(OrganisationId.Root, "c"));
        _events.Publish(Event(Mine, "d"));

        (await TakeAsync(mine, 2)).ShouldBe(["b", "d"]);
        (await TakeAsync(theirs, 1)).ShouldBe(["a"]);
    }

    [Fact]
    public async Task An_organisation_has_watchers_from_the_first_that_asks_to_the_last_that_leaves()
    {
        _events.HasWatchers(Mine).ShouldBeFalse();
        using var leaving = new CancellationTokenSource();
        _ = _events.WatchAsync(Mine, leaving.Token);
        _events.HasWatchers(Mine).ShouldBeTrue();
        _events.HasWatchers(Theirs).ShouldBeFalse();

        await leaving.CancelAsync();
        _events.HasWatchers(Mine).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_watchers_see_the_same_events()
    {
        var first = _events.WatchAsync(Mine, _patience.Token);
        var second = _events.WatchAsync(Mine, _patience.Token);

        _events.Publish(Event(Mine, "a"));

        (await TakeAsync(first, 1)).ShouldBe(["a"]);
        (await TakeAsync(second, 1)).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_watcher_sees_what_happened_since_it_asked_even_before_it_reads()
    {
        _events.Publish(Event(Mine, "before"));
        var watch = _events.WatchAsync(Mine, _patience.Token);
        _events.Publish(Event(Mine, "after"));

        (await TakeAsync(watch, 1)).ShouldBe(["after"]);
    }

    [Fact]
    public async Task A_slow_watcher_learns_of_its_gap_behind_the_events_it_still_had()
    {
        var watch = _events.WatchAsync(Mine, _patience.Token);
        for (var number = 0; number < InProcessLiveEvents.BacklogMax + 5; number++)
            _events.Publish(Event(Mine, $"{number}"));

        var seen = await TakeAsync(watch, InProcessLiveEvents.BacklogMax + 1);

        seen[..^1].ShouldBe(Enumerable.Range(0, InProcessLiveEvents.BacklogMax).Select(number => $"{number}"));
        seen[^1].ShouldBe("live.gap");
    }

    [Fact]
    public async Task One_gap_is_told_once()
    {
        await using var watch = _events.WatchAsync(Mine, _patience.Token).GetAsyncEnumerator(_patience.Token);
        for (var number = 0; number < InProcessLiveEvents.BacklogMax + 5; number++)
            _events.Publish(Event(Mine, "early"));
        for (var number = 0; number <= InProcessLiveEvents.BacklogMax; number++)
            await watch.MoveNextAsync();
        watch.Current.Type.ShouldBe("live.gap");

        _events.Publish(Event(Mine, "late"));
        await watch.MoveNextAsync();
        watch.Current.Type.ShouldBe("late");

        var next = watch.MoveNextAsync();
        next.IsCompleted.ShouldBeFalse();
        _events.Publish(Event(Mine, "later"));
        await next;
        watch.Current.Type.ShouldBe("later");
    }

    [Fact]
    public async Task Cancelling_removes_the_watcher()
    {
        using var leaving = new CancellationTokenSource();
        await using var watch = _events.WatchAsync(Mine, leaving.Token).GetAsyncEnumerator(leaving.Token);
        var waiting = watch.MoveNextAsync();
        _events.WatcherCount.ShouldBe(1);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await waiting);
        _events.WatcherCount.ShouldBe(0);
    }

    [Fact]
    public async Task Cancelling_removes_a_watcher_that_never_read()
    {
        using var leaving = new CancellationTokenSource();
        _ = _events.WatchAsync(Mine, leaving.Token);

        await leaving.CancelAsync();

        _events.WatcherCount.ShouldBe(0);
    }

    [Fact]
    public async Task Leaving_the_loop_removes_the_watcher()
    {
        var watch = _events.WatchAsync(Mine, _patience.Token);
        _events.Publish(Event(Mine, "a"));

        await TakeAsync(watch, 1);

        _events.WatcherCount.ShouldBe(0);
    }

    private static LiveEvent Event(OrganisationId organisation, string type) =>
        new(organisation, type, DateTimeOffset.UnixEpoch, new { });

    private static async Task<List<string>> TakeAsync(IAsyncEnumerable<LiveEvent> events, int count)
    {
        List<string> types = [];
        await foreach (var liveEvent in events)
        {
            types.Add(liveEvent.Type);
            if (types.Count == count)
                break;
        }

        return types;
    }
}
