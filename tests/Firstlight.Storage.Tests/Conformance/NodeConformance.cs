using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class NodeConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private INodeStore Nodes => Storage.Get<INodeStore>();

    [Fact]
    public async Task A_node_that_registers_is_there_until_it_is_gone()
    {
        var id = await Nodes.RegisterAsync("north", None);
        id.ShouldNotBe(NodeId.Alone);
        var node = (await Nodes.ListAsync(None)).ShouldHaveSingleItem();
        node.ShouldBe(new Node(id, "north", NodeState.Running, node.StartedAt, 0));

        (await Nodes.DrainAsync(id, None)).ShouldBeTrue();
        (await Nodes.ListAsync(None)).ShouldHaveSingleItem().State.ShouldBe(NodeState.Draining);

        (await Nodes.DeclareGoneAsync(id, 0, None)).ShouldBeTrue();
        (await Nodes.ListAsync(None)).ShouldBeEmpty();
        (await Nodes.DrainAsync(id, None)).ShouldBeFalse();
        (await Nodes.BeatAsync(id, None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_life_has_another_number_and_ends_the_first()
    {
        var first = await Nodes.RegisterAsync("north", None);
        var other = await Nodes.RegisterAsync("south", None);
        var second = await Nodes.RegisterAsync("north", None);

        (await Nodes.ListAsync(None)).Select(node => node.Id).ShouldBe([other, second]);
        (await Nodes.BeatAsync(first, None)).ShouldBeFalse();
        await Storage.RestartAsync();
        var third = await Nodes.RegisterAsync("north", None);
        new[] { first, other, second }.ShouldNotContain(third);
    }

    [Fact]
    public async Task A_node_that_has_beaten_is_not_declared_gone()
    {
        var id = await Nodes.RegisterAsync("north", None);
        (await Nodes.BeatAsync(id, None)).ShouldBeTrue();
        var seen = (await Nodes.ListAsync(None)).Single().Beat;
        await Nodes.BeatAsync(id, None);

        (await Nodes.DeclareGoneAsync(id, seen, None)).ShouldBeFalse();
        (await Nodes.BeatAsync(id, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_many_that_declare_a_node_gone_one_is_believed()
    {
        var id = await Nodes.RegisterAsync("north", None);
        var declared = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Nodes.DeclareGoneAsync(id, 0, None)));
        declared.Count(one => one).ShouldBe(1);
    }
}
