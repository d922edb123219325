using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Native;

/// <summary>A hub: many nodes behind one address, each with a connection of its own. What is counted by address must not hurt them.</summary>
public sealed class HubTests
{
    private const int Nodes = 200;

    [Fact]
    public async Task Two_hundred_nodes_of_one_address_come_in_though_only_ten_strangers_of_it_may()
    {
        await using var host = await GatewayHost.StartAsync(options => options.StrangersPerAddressMax = 10);
        var nodes = new List<NativeClient>();
        for (var node = 0; node < Nodes; node++)
        {
            var (client, _) = await host.LogInAsync("ver", "1.4.0");
            nodes.Add(client);
        }

        host.Watch.Count.ShouldBe(Nodes);
        for (var node = 0; node < Nodes; node++)
            await nodes[node].SendAsync(Command.Hardware, "vw", "5", $"{node}");
        foreach (var client in nodes)
        {
            await client.SendAsync(Command.Ping);
            (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        }

        host.Door.Sessions.Select(session => session.Writes.Single().Value)
            .ShouldBe(Enumerable.Range(0, Nodes).Select(node => $"{node}"));
        foreach (var client in nodes)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task A_node_whose_token_died_slows_none_of_its_siblings()
    {
        await using var host = await GatewayHost.StartAsync(options => options.WrongTokensPerMinute = 3);
        for (var turn = 0; turn < 3; turn++)
        {
            await using var dead = await host.ConnectAsync();
            (await dead.LogInAsync(FakeDoor.Stranger)).ShouldBe((ushort)StatusCode.InvalidToken);
        }

        // The next wrong one waits: the clock stands still, so its answer does not come.
        await using var slowed = await host.ConnectAsync();
        await slowed.SendAsync(Command.HardwareLogin, FakeDoor.Stranger);
        var answer = slowed.ReadAsync();
        for (var node = 0; node < 20; node++)
        {
            var (client, _) = await host.LogInAsync();
            await client.DisposeAsync();
        }

        answer.IsCompleted.ShouldBeFalse();
        await host.AdvanceUntilAsync(() => answer.IsCompleted, "the wrong one is answered late");
        (await answer).Status.ShouldBe((ushort)StatusCode.InvalidToken);
    }
}
