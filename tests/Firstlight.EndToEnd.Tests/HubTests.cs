using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A hub with many nodes: one address, and for each node a token and a connection of its own.</summary>
public sealed class HubTests
{
    private const int Nodes = 200;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_nodes_of_one_address_are_two_hundred_devices_and_a_dead_one_slows_none()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Node", Cancellation);
        var units = await api.MakeUnitsAsync(template, Nodes, Cancellation);

        // One of them has lost its place and knocks again and again.
        for (var knock = 0; knock < 12; knock++)
        {
            await using var dead = await NativeClient.ConnectAsync(cloud.Port);
            await dead.SendAsync(Command.HardwareLogin, new string('x', 32));
            (await dead.ReadAsync()).Status.ShouldBe((ushort)StatusCode.InvalidToken);
        }

        var nodes = new List<NativeClient>();
        foreach (var unit in units)
        {
            var node = await NativeClient.ConnectAsync(cloud.Port);
            nodes.Add(node);
            (await node.LogInAsync(unit["token"]!.GetValue<string>())).ShouldBe((ushort)StatusCode.Success);
        }

        for (var node = 0; node < Nodes; node++)
        {
            await nodes[node].SendAsync(Command.Internal, "mcu", "1.0.0", "tmpl", template);
            (await nodes[node].ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
            await nodes[node].SendAsync(Command.Hardware, "vw", "2", $"node {node}");
        }

        await Until.TrueAsync(
            async () =>
            {
                var devices = await api.AllDevicesAsync(Cancellation);
                return devices.Count == Nodes && devices.All(device => device["connected"]!.GetValue<bool>());
            },
            "all of them are connected",
            Cancellation
        );
        foreach (var node in nodes)
        {
            await node.SendAsync(Command.HardwareSync, "vr", "2");
            (await node.ReadAsync()).Fields[2].ShouldBe($"node {nodes.IndexOf(node)}");
            await node.DisposeAsync();
        }
    }
}
