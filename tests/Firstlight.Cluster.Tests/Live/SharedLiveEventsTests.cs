using Firstlight.Cluster.InProcess;
using Firstlight.Cluster.Live;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Firstlight.Cluster.Tests.Live;

/// <summary>Live events between nodes: they go where somebody watches, and whoever missed some hears of it.</summary>
public sealed class SharedLiveEventsTests : IAsyncLifetime
{
    private static readonly OrganisationId Home = OrganisationId.Root;
    private static readonly OrganisationId Elsewhere = new(7);

    private readonly ManualTime _time = new();
    private readonly HashSet<NodeId> _living = [new NodeId(1), new NodeId(2)];
    private readonly InProcessNodes _nodes;
    private readonly Node _north;
    private readonly Node _south;

    public SharedLiveEventsTests()
    {
        _nodes = new InProcessNodes(TimeProvider.System, NullLogger.Instance);
        _north = new Node(1, this);
        _south = new Node(2, this);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _north.Events.StartAsync(Cancellation);
        await _south.Events.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _north.DisposeAsync();
        await _south.DisposeAsync();
    }

    [Fact]
    public async Task Who_watches_here_sees_what_happens_there_and_whose_it_is()
    {
        await using var watcher = new Watcher(_south, Home);
        await watcher.ExpectAsync("live.gap");

        _north.Events.HasWatchers(Home).ShouldBeTrue();
        _north.Events.Publish(Event(Home, "device.online") with { Owner = new UserId(5), IsForOwnerAlone = true });

        var seen = await watcher.ExpectAsync("device.online");
        (seen.Organisation, seen.Owner, seen.IsForOwnerAlone, seen.At).ShouldBe(
            (Home, new UserId(5), true, _time.GetUtcNow())
        );
        seen.Data.ToString()!.ShouldContain("\"deviceId\": 42");
    }

    [Fact]
    public async Task Where_nobody_watches_nothing_is_sent_nor_when_the_last_one_has_left()
    {
        await using (var watcher = new Watcher(_south, Home))
        {
            await watcher.ExpectAsync("live.gap");
            _north.Events.HasWatchers(Elsewhere).ShouldBeFalse();
        }

        await Until.TrueAsync(() => !_north.Events.HasWatchers(Home), "the last one has left", Cancellation);
    }

    [Fact]
    public async Task What_happened_while_the_way_was_cut_is_a_gap_and_then_it_goes_on()
    {
        await using var watcher = new Watcher(_south, Home);
        await watcher.ExpectAsync("live.gap");
        _north.Backbone.Disconnect();
        _north.Events.Publish(Event(Home, "lost"));
        await Until.TrueAsync(() => !_north.Events.HasWatchers(Home), "it did not arrive", Cancellation);

        _north.Backbone.Reconnect();
        _south.Backbone.Reconnect();
        await watcher.ExpectAsync("live.gap");

        await Until.TrueAsync(() => _north.Events.HasWatchers(Home), "it knows again", Cancellation);
        _north.Events.Publish(Event(Home, "device.offline"));
        await watcher.ExpectAsync("device.offline");
    }

    [Fact]
    public async Task A_node_that_comes_later_learns_who_watches_and_tells_what_it_had_kept_to_itself()
    {
        await using var watcher = new Watcher(_south, Home);
        await watcher.ExpectAsync("live.gap");
        await using var west = new Node(3, this);
        _living.Add(west.Self);
        await west.Events.StartAsync(Cancellation);
        west.Events.Publish(Event(Home, "lost"));

        west.Backbone.Reconnect(); // As at its first connection to the broker.

        await watcher.ExpectAsync("live.gap");
        west.Events.Publish(Event(Home, "device.online"));
        await watcher.ExpectAsync("device.online");
    }

    [Fact]
    public async Task What_a_node_that_has_ended_did_not_say_any_more_is_a_gap()
    {
        await using var watcher = new Watcher(_south, Home);
        await watcher.ExpectAsync("live.gap");
        _north.Events.Publish(Event(Home, "device.online"));
        await watcher.ExpectAsync("device.online");

        _living.Remove(_north.Self);
        _time.Advance(SharedLiveEvents.TellAgain);

        await watcher.ExpectAsync("live.gap");
    }

    [Fact]
    public async Task Who_could_not_be_told_is_told_soon()
    {
        _north.Backbone.Disconnect();
        await using var watcher = new Watcher(_south, Home);
        await Until.TrueAsync(() => _time.WaitingTimers > 0, "it waits", Cancellation);
        _north.Backbone.Reconnect(isTold: false);

        await Until.TrueAsync(
            () =>
            {
                _time.Advance(SharedLiveEvents.TryAgain);
                return _north.Events.HasWatchers(Home);
            },
            "north knows that south watches",
            Cancellation
        );

        await watcher.ExpectAsync("live.gap");
    }

    private LiveEvent Event(OrganisationId organisation, string type) =>
        new(organisation, type, _time.GetUtcNow(), new { DeviceId = 42 });

    private sealed class Node : INodeStore, IAsyncDisposable
    {
        private readonly SharedLiveEventsTests _test;

        public Node(long number, SharedLiveEventsTests test)
        {
            _test = test;
            Backbone = test._nodes.Join(new NodeId(number));
            Events = new SharedLiveEvents(
                Backbone,
                this,
                test._time,
                Options.Create(new JsonOptions()),
                NullLogger<SharedLiveEvents>.Instance
            );
        }

        public NodeId Self => Backbone.Self;

        public InProcessBackbone Backbone { get; }

        public SharedLiveEvents Events { get; }

        public async ValueTask DisposeAsync()
        {
            await Events.StopAsync(Cancellation);
            Events.Dispose();
        }

        public Task<IReadOnlyList<Fleet.Node>> ListAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<Fleet.Node>>([
                .. _test._living.Select(id => new Fleet.Node(id, $"node{id}", NodeState.Running, default, Beat: 0)),
            ]);

        public Task<NodeId> RegisterAsync(string name, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<bool> BeatAsync(NodeId node, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<bool> DrainAsync(NodeId node, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<bool> DeclareGoneAsync(NodeId node, long beat, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }

    /// <summary>Somebody who watches until disposed.</summary>
    private sealed class Watcher : IAsyncDisposable
    {
        private readonly CancellationTokenSource _leaving = CancellationTokenSource.CreateLinkedTokenSource(
            Cancellation
        );
        private readonly IAsyncEnumerator<LiveEvent> _events;

        public Watcher(Node node, OrganisationId organisation) =>
            _events = node.Events.WatchAsync(organisation, _leaving.Token).GetAsyncEnumerator(Cancellation);

        /// <summary>The next of this kind; others before it are passed over.</summary>
        public async Task<LiveEvent> ExpectAsync(string type)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
            do (await _events.MoveNextAsync().AsTask().WaitAsync(patience.Token)).ShouldBeTrue();
            while (_events.Current.Type != type);
            return _events.Current;
        }

        public async ValueTask DisposeAsync()
        {
            await _leaving.CancelAsync();
            try
            {
                await _events.MoveNextAsync();
            }
            catch (OperationCanceledException)
            {
                // It leaves.
            }

            await _events.DisposeAsync();
            _leaving.Dispose();
        }
    }
}
