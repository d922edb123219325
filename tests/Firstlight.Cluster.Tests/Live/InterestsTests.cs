using System.Collections.Concurrent;
using System.Threading.Channels;
using Firstlight.Cluster.Live;
using Firstlight.Core;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;

namespace Firstlight.Cluster.Tests.Live;

/// <summary>Where events of this node go: each that was not handed over is followed by a gap, and nobody waits for somebody else.</summary>
public sealed class InterestsTests
{
    private static readonly NodeId South = new(2);
    private static readonly NodeId West = new(3);
    private static readonly OrganisationId Home = OrganisationId.Root;
    private static readonly OrganisationId Elsewhere = new(7);

    private readonly ManualTime _time = new();
    private readonly ConcurrentDictionary<NodeId, Way> _ways = new();
    private readonly Interests _interests;

    public InterestsTests() =>
        _interests = new Interests(
            (node, line) => line.RunAsync(100, (events, _) => To(node).TakeAsync(events), Cancellation),
            _time
        );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_becomes_known_begins_with_a_gap_and_what_was_known_does_not()
    {
        Put(South, 1, Home);
        (await To(South).NextAsync()).ShouldBe("live.gap of 1");

        Put(South, 2, Home, Elsewhere);
        (await To(South).NextAsync()).ShouldBe("live.gap of 7");

        Publish(Home, "value");
        (await To(South).NextAsync()).ShouldBe("value of 1");
    }

    [Fact]
    public async Task Only_what_is_watched_there_goes_there()
    {
        Put(South, 1, Home);
        Put(West, 1, Elsewhere);
        await To(South).NextAsync();
        await To(West).NextAsync();

        Publish(Home, "here");
        Publish(Elsewhere, "there");

        (await To(South).NextAsync()).ShouldBe("here of 1");
        (await To(West).NextAsync()).ShouldBe("there of 7");
        To(South).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void What_arrives_later_and_was_said_earlier_is_not_believed()
    {
        Put(South, 2, Home);

        Put(South, 1);

        _interests.Has(Home).ShouldBeTrue();
    }

    [Fact]
    public void Who_watches_no_more_gets_nothing_more()
    {
        Put(South, 1, Home);

        Put(South, 2);

        _interests.Has(Home).ShouldBeFalse();
    }

    [Fact]
    public async Task A_node_that_does_not_answer_keeps_nobody_else_waiting()
    {
        Put(South, 1, Home);
        Put(West, 1, Home);
        await To(South).NextAsync();
        await To(West).NextAsync();
        var hold = To(West).Hold();

        Publish(Home, "first");
        Publish(Home, "second");

        (await To(South).NextAsync()).ShouldBe("first of 1");
        (await To(South).NextAsync()).ShouldBe("second of 1");
        hold.SetResult(true);
        (await To(West).NextAsync()).ShouldBe("first of 1");
    }

    [Fact]
    public async Task What_was_not_handed_over_is_a_gap_when_the_node_speaks_again()
    {
        Put(South, 1, Home);
        await To(South).NextAsync();
        To(South).Hold().SetResult(false);

        Publish(Home, "lost");
        await Until.TrueAsync(() => !_interests.Has(Home), "the line is broken", Cancellation);
        Put(South, 2, Home);

        (await To(South).NextAsync()).ShouldBe("lost of 1"); // What became of it nobody could say.
        (await To(South).NextAsync()).ShouldBe("live.gap of 1");
    }

    [Fact]
    public async Task What_is_too_much_is_one_gap_behind_what_still_went_out()
    {
        Put(South, 1, Home);
        await To(South).NextAsync();
        var hold = To(South).Hold();
        Publish(Home, "held");
        await Until.TrueAsync(() => To(South).IsHeld, "it is under way", Cancellation);
        for (var number = 0; number < LiveLine.WaitingMax + 100; number++)
            Publish(Home, "value");

        hold.SetResult(true);

        (await To(South).NextAsync()).ShouldBe("held of 1");
        for (var number = 0; number < LiveLine.WaitingMax; number++)
            (await To(South).NextAsync()).ShouldBe("value of 1");
        (await To(South).NextAsync()).ShouldBe("live.gap of 1");
        Publish(Home, "after");
        (await To(South).NextAsync()).ShouldBe("after of 1");
    }

    [Fact]
    public void A_node_that_has_ended_is_forgotten()
    {
        Put(South, 5, Home);

        _interests.Forget(South);

        _interests.Has(Home).ShouldBeFalse();
        Put(South, 1, Home);
        _interests.Has(Home).ShouldBeTrue();
    }

    private void Put(NodeId node, long version, params OrganisationId[] organisations) =>
        _interests.Put(node, new Interest(version, organisations));

    private void Publish(OrganisationId organisation, string type) =>
        _interests.Publish(new LiveEvent(organisation, type, _time.GetUtcNow(), new { }));

    private Way To(NodeId node) => _ways.GetOrAdd(node, static _ => new Way());

    /// <summary>What arrives at a node.</summary>
    private sealed class Way
    {
        private readonly Channel<string> _arrived = Channel.CreateUnbounded<string>();
        private volatile TaskCompletionSource<bool>? _hold;

        public bool IsEmpty => !_arrived.Reader.TryPeek(out _);

        public bool IsHeld { get; private set; }

        /// <summary>The next that is handed over waits until this is set: to whether it is said to have arrived.</summary>
        public TaskCompletionSource<bool> Hold() => _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<bool> TakeAsync(IReadOnlyList<LiveEvent> events)
        {
            var said = true;
            var arrived = events.Select(one => $"{one.Type} of {one.Organisation.Value}").ToList();
            if (Interlocked.Exchange(ref _hold, null) is { } hold)
            {
                IsHeld = true;
                said = await hold.Task;
            }

            foreach (var one in arrived)
                _arrived.Writer.TryWrite(one);
            return said;
        }

        public async Task<string> NextAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
            return await _arrived.Reader.ReadAsync(patience.Token);
        }
    }
}
