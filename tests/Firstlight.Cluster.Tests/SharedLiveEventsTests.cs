using Firstlight.Cluster.InProcess;
using Firstlight.Cluster.Live;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Firstlight.Cluster.Tests;

/// <summary>Live events between nodes: they go where somebody watches, and whoever missed some hears of it.</summary>
public sealed class SharedLiveEventsTests : IAsyncLifetime
{
    private static readonly OrganisationId Home = OrganisationId.Root;
    private static readonly OrganisationId Elsewhere = new(7);

    private readonly ManualTime _time = new();
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
        foreach (var node in new[] { _north, _south })
        {
            await node.Events.StopAsync(Cancellation);
            node.Events.Dispose();
        }
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

        _north.Backbone.Reconnect();
        _south.Backbone.Reconnect();
        await watcher.ExpectAsync("live.gap");

        await Until.TrueAsync(() => _north.Events.HasWatchers(Home), "it knows again", Cancellation);
        _north.Events.Publish(Event(Home, "device.offline"));
        await watcher.ExpectAsync("device.offline");
    }

    private LiveEvent Event(OrganisationId organisation, string type) =>
        new(organisation, type, _time.GetUtcNow(), new { DeviceId = 42 });

    private sealed class Node : INodeStore
    {
        public Node(long number, SharedLiveEventsTests test)
        {
            Backbone = test._nodes.Join(new NodeId(number));
            Events = new SharedLiveEvents(
                Backbone,
                this,
                test._time,
                Options.Create(new JsonOptions()),
                NullLogger<SharedLiveEvents>.Instance
            );
        }

        public InProcessBackbone Backbone { get; }

        public SharedLiveEvents Events { get; }

        public Task<IReadOnlyList<Fleet.Node>> ListAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<Fleet.Node>>([
                new Fleet.Node(new NodeId(1), "north", NodeState.Running, default, Beat: 0),
                new Fleet.Node(new NodeId(2), "south", NodeState.Running, default, Beat: 0),
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
