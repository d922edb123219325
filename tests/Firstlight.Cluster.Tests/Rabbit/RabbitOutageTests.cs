using Firstlight.Core;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;

namespace Firstlight.Cluster.Tests.Rabbit;

/// <summary>The broker is killed, hangs, comes back or does not let us in.</summary>
public sealed class RabbitOutageTests : IAsyncLifetime
{
    private const string Subject = "device.put";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private RabbitProcess _server = null!;

    public async ValueTask InitializeAsync() => _server = await RabbitProcess.StartAsync(None);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task No_request_is_handled_twice_when_the_broker_is_killed_and_each_gets_its_outcome()
    {
        await using var nodes = new RabbitNodes(_server.Address);
        var (a, b) = (await nodes.JoinAsync(new NodeId(1)), await nodes.JoinAsync(new NodeId(2)));
        var traffic = new CountedTraffic(a, b);
        var missed = 0;
        using var listening = b.Listen(Subject, _ => { }, () => Interlocked.Increment(ref missed));

        traffic.Start();
        for (var kill = 0; kill < 3; kill++)
        {
            await traffic.AnswerAsync(more: 200);
            await _server.KillAsync();
            await Until.TrueAsync(() => !a.IsConnected && !b.IsConnected, "both have noticed", None);
            (await b.AskAsync(b.Self, CountedTraffic.Subject, CountedTraffic.Probe, Patience, None)).Outcome.ShouldBe(
                BackboneOutcome.Answered
            );
            await _server.StartAgainAsync(None);
            await RabbitNodes.ConnectedAsync(a, b);
        }

        await traffic.AnswerAsync(more: 200);
        await traffic.StopAsync();

        traffic.Check();
        missed.ShouldBe(3);
    }

    [Fact]
    public async Task While_the_broker_hangs_nothing_waits_longer_than_its_patience()
    {
        await using var nodes = new RabbitNodes(_server.Address);
        var (a, b) = (await nodes.JoinAsync(new NodeId(1)), await nodes.JoinAsync(new NodeId(2)));
        using var served = b.Serve(Subject, (_, _, _) => new(ReadOnlyMemory<byte>.Empty));

        await _server.PauseAsync(None);
        var answer = await a.AskAsync(b.Self, Subject, default, TimeSpan.FromMilliseconds(300), None);
        _server.Resume();

        answer.ShouldBe(BackboneAnswer.Unknown);
        await Until.TrueAsync(
            async () =>
                (await a.AskAsync(b.Self, Subject, default, Patience, None)).Outcome is BackboneOutcome.Answered,
            "it goes on",
            None
        );
    }

    [Fact]
    public async Task Nodes_that_stop_while_their_broker_dies_end_without_a_fault()
    {
        await using var nodes = new RabbitNodes(_server.Address);
        var all = new List<IBackbone>();
        for (var number = 1; number <= 8; number++)
            all.Add(await nodes.JoinAsync(new NodeId(number)));

        await _server.KillAsync();

        await Should.NotThrowAsync(() => Task.WhenAll(all.Select(RabbitNodes.LeaveAsync)));
    }

    [Fact]
    public async Task A_node_starts_without_its_broker_and_never_logs_the_password()
    {
        const string secret = "not-for-logs";
        var address = new UriBuilder(_server.Address) { Password = secret }.Uri;
        await using var nodes = new RabbitNodes(address);
        var refused = await nodes.StartAsync(new NodeId(1));
        await Until.TrueAsync(
            () => nodes.Logged.Contains("ACCESS_REFUSED", StringComparison.Ordinal),
            "the broker has refused it",
            None
        );
        await _server.KillAsync();
        var lines = nodes.Logged.Length;
        await Until.TrueAsync(() => nodes.Logged.Length > lines, "it has tried again", None);

        refused.IsConnected.ShouldBeFalse();
        (await refused.AskAsync(new NodeId(2), Subject, default, Patience, None)).ShouldBe(BackboneAnswer.NotTaken);
        nodes.Logged.ShouldNotContain(secret);
    }

    [Fact]
    public void Pauses_grow_to_their_end_and_are_not_the_same_for_all()
    {
        var random = new SeededRandom(1);
        for (var failures = 0; failures < 40; failures++)
        {
            var whole = Math.Min(100 * Math.Pow(2, failures), 5_000);
            var pauses = Enumerable
                .Range(0, 50)
                .Select(_ => Cluster.Rabbit.ReconnectPause.After(failures, random).TotalMilliseconds)
                .ToList();
            pauses.ShouldAllBe(pause => pause >= whole / 2 && pause <= whole);
            pauses.Distinct().Count().ShouldBeGreaterThan(10);
        }
    }

    [Theory]
    [InlineData("localhost:5672")]
    [InlineData("http://guest:not-for-logs@localhost")]
    [InlineData("amqp://guest:not-for-logs@")]
    [InlineData("")]
    public void An_address_that_is_none_is_refused_without_being_quoted(string text) =>
        Should
            .Throw<BackboneRefusedException>(() => RabbitOptions.ReadAddress(text))
            .ToString()
            .ShouldNotContain("not-for-logs");
}
