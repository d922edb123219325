using Firstlight.Cluster.InProcess;
using Firstlight.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Cluster.Tests;

public sealed class InProcessBackboneTests : BackboneContract
{
    private readonly InProcessNodes _nodes = new(TimeProvider.System, NullLogger.Instance);

    [Fact]
    public async Task Behind_a_cut_wire_nobody_is_reached_and_later_it_is_told()
    {
        var missed = 0;
        using var served = B.Serve(Subject, (_, _, _) => Answer("here"));
        using var listening = B.Listen(Subject, _ => missed = -1, () => missed++);
        var b = (InProcessBackbone)B;

        b.Disconnect();
        (await A.AskAsync(B.Self, Subject, default, Patience, None)).ShouldBe(BackboneAnswer.NotTaken);
        (await A.AnnounceAsync(Subject, default, None)).ShouldBeTrue();
        (await B.AnnounceAsync(Subject, default, None)).ShouldBeFalse();
        (await B.AskAsync(B.Self, Subject, default, Patience, None)).Outcome.ShouldBe(BackboneOutcome.Answered);
        b.Reconnect();

        missed.ShouldBe(1);
        (await A.AskAsync(B.Self, Subject, default, Patience, None)).Outcome.ShouldBe(BackboneOutcome.Answered);
    }

    [Fact]
    public async Task A_node_alone_has_a_backbone_too()
    {
        await using var services = new ServiceCollection().AddLogging().AddLoneNode().BuildServiceProvider();
        var alone = services.GetRequiredService<IBackbone>();
        using var served = alone.Serve(Subject, (_, _, _) => Answer("here"));

        alone.Self.ShouldBe(NodeId.Alone);
        alone.IsConnected.ShouldBeTrue();
        (await alone.AnnounceAsync(Subject, default, None)).ShouldBeTrue();
        Text((await alone.AskAsync(NodeId.Alone, Subject, default, Patience, None)).Body).ShouldBe("here");
        (await alone.AskAsync(new NodeId(1), Subject, default, Patience, None)).ShouldBe(BackboneAnswer.NotTaken);
    }

    protected override Task<IBackbone> JoinAsync(NodeId node) => Task.FromResult<IBackbone>(_nodes.Join(node));
}
