using Firstlight.Core;
using Firstlight.TestKit.Programs;

namespace Firstlight.Cluster.Tests.Rabbit;

/// <summary>Over a real broker that stays.</summary>
public sealed class RabbitBackboneTests(RabbitFixture rabbit) : BackboneContract
{
    private RabbitNodes? _nodes;

    [Fact]
    public async Task A_node_with_too_much_to_do_takes_no_more_and_does_the_rest()
    {
        var server = await rabbit.ServerAsync();
        var options = new RabbitOptions
        {
            Address = server.Address,
            WaitingMax = 3,
            HandledAtOnceMax = 2,
        };
        var busy = await _nodes!.JoinAsync(new NodeId(4), options);
        var (gate, handled) = (new TaskCompletionSource(), 0);
        using var served = busy.Serve(
            Subject,
            async (_, _, _) =>
            {
                Interlocked.Increment(ref handled);
                await gate.Task;
                return default;
            }
        );

        var asked = new List<Task<BackboneAnswer>>();
        await Until.TrueAsync(
            () =>
            {
                asked.Add(A.AskAsync(busy.Self, Subject, default, Patience, None));
                return asked.Exists(one => one.IsCompleted);
            },
            "one is not taken",
            None
        );
        gate.SetResult();
        var outcomes = (await Task.WhenAll(asked)).Select(answer => answer.Outcome).ToList();

        outcomes.Count(outcome => outcome is BackboneOutcome.Answered).ShouldBe(handled);
        outcomes.ShouldContain(BackboneOutcome.NotTaken);
        outcomes.ShouldNotContain(BackboneOutcome.Unknown);
        handled.ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task What_has_waited_longer_than_its_asker_is_never_handled()
    {
        var server = await rabbit.ServerAsync();
        var options = new RabbitOptions { Address = server.Address, HandledAtOnceMax = 1 };
        var busy = await _nodes!.JoinAsync(new NodeId(5), options);
        var (gate, handled) = (new TaskCompletionSource(), new List<string>());
        using var served = busy.Serve(
            Subject,
            async (_, request, _) =>
            {
                Add(handled, Text(request));
                await gate.Task;
                return default;
            }
        );

        var first = A.AskAsync(busy.Self, Subject, Bytes("first"), Patience, None);
        await Until.TrueAsync(() => Count(handled) == 1, "the first is at work", None);
        var late = await A.AskAsync(busy.Self, Subject, Bytes("late"), TimeSpan.FromMilliseconds(100), None);
        // The broker counts from when it got the message, so the last to give up may still be handled; the one before may not.
        await A.AskAsync(busy.Self, Subject, Bytes("later"), TimeSpan.FromMilliseconds(500), None);
        gate.SetResult();
        await first;
        await A.AskAsync(busy.Self, Subject, Bytes("next"), Patience, None);

        late.ShouldBe(BackboneAnswer.Unknown);
        handled.ShouldNotContain("late");
        handled.ShouldContain("next");
    }

    [Fact]
    public async Task Two_programs_are_never_one_node()
    {
        var second = await _nodes!.StartAsync(A.Self);
        await Until.TrueAsync(
            () => _nodes.Logged.Contains("RESOURCE_LOCKED", StringComparison.Ordinal),
            "the broker has refused it",
            None
        );

        second.IsConnected.ShouldBeFalse();
        A.IsConnected.ShouldBeTrue();
        await RabbitNodes.LeaveAsync(A);
        await RabbitNodes.ConnectedAsync(second);
    }

    [Fact]
    public async Task A_node_that_has_left_is_not_asked()
    {
        using var served = B.Serve(Subject, (_, _, _) => Answer("here"));
        await RabbitNodes.LeaveAsync(B);
        (await A.AskAsync(B.Self, Subject, default, Patience, None)).ShouldBe(BackboneAnswer.NotTaken);
        B.IsConnected.ShouldBeFalse();
        (await B.AskAsync(A.Self, Subject, default, Patience, None)).ShouldBe(BackboneAnswer.NotTaken);
        (await B.AnnounceAsync(Subject, default, None)).ShouldBeFalse();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_nodes is not null)
            await _nodes.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<IBackbone> JoinAsync(NodeId node)
    {
        _nodes ??= new RabbitNodes((await rabbit.ServerAsync()).Address);
        return await _nodes.JoinAsync(node);
    }
}
