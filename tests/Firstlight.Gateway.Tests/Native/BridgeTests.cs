using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Tests.Native;

/// <summary>Command 15: a device writes to another one of its owner.</summary>
public sealed class BridgeTests
{
    [Fact]
    public async Task A_named_neighbour_is_written_to_in_silence()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        await client.SendAsync(Command.Bridge, 13, "64", "i", FakeDoor.Neighbour);
        (await client.ReadAsync()).ToString().ShouldBe("13: 200");
        await client.SendAsync(Command.Bridge, 14, "64", "vw", "1", "5");
        await client.SendAsync(Command.Bridge, 15, "64", "vw", "2", "a", "b");
        await client.SendAsync(Command.Ping, 16);
        (await client.ReadAsync()).ToString().ShouldBe("16: 200");

        session.Calls.ShouldBe(["bridge 43 V1=5 #14", "bridge 43 V2=a·b #15"]);
    }

    [Theory]
    [InlineData(BridgeResult.Offline, StatusCode.DeviceNotInNetwork)]
    [InlineData(BridgeResult.WrongType, StatusCode.IllegalCommand)]
    [InlineData(BridgeResult.Busy, StatusCode.QuotaLimit)]
    [InlineData(BridgeResult.NotAllowed, StatusCode.NotAllowed)]
    public async Task What_does_not_arrive_is_told(BridgeResult result, StatusCode status)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.BridgeResult = result;
        var (client, _) = await host.LogInAsync();
        await using var __ = client;
        await client.SendAsync(Command.Bridge, 13, "64", "i", FakeDoor.Neighbour);
        await client.ReadAsync();

        await client.SendAsync(Command.Bridge, 14, "64", "vw", "1", "5");
        (await client.ReadAsync()).ToString().ShouldBe($"14: {(ushort)status}");
    }

    [Fact]
    public async Task The_other_device_gets_command_15_with_the_senders_id()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        var write = new DeviceCommand.BridgedPin(new VirtualPin(1), "5", 14);
        (await session.Link.SendAsync(write, CancellationToken.None)).ShouldBeTrue();
        (await client.ReadAsync()).Hex.ShouldBe("0f 00 0e 00 06 76 77 00 31 00 35");
    }

    [Fact]
    public async Task A_wrong_token_gets_status_6_and_takes_the_place_of_the_one_before()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        await client.SendAsync(Command.Bridge, 1, "64", "i", FakeDoor.Neighbour);
        (await client.ReadAsync()).ToString().ShouldBe("1: 200");
        await client.SendAsync(Command.Bridge, 2, "64", "i", FakeDoor.Stranger);
        (await client.ReadAsync()).ToString().ShouldBe("2: 6");
        await client.SendAsync(Command.Bridge, 3, "64", "vw", "1", "5");
        (await client.ReadAsync()).ToString().ShouldBe("3: 6");
        session.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_tries_tokens_waits_longer_and_longer()
    {
        await using var host = await GatewayHost.StartAsync(options => options.WrongTokensPerMinute = 3);
        var (client, _) = await host.LogInAsync();
        await using var __ = client;
        for (ushort turn = 1; turn <= 3; turn++)
        {
            await client.SendAsync(Command.Bridge, turn, "64", "i", FakeDoor.Stranger);
            (await client.ReadAsync()).ToString().ShouldBe($"{turn}: 6");
        }

        await client.SendAsync(Command.Bridge, 4, "64", "i", FakeDoor.Stranger);
        var answer = client.ReadAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        answer.IsCompleted.ShouldBeFalse();
        await host.AdvanceUntilAsync(() => answer.IsCompleted, "the answer comes late");
        (await answer).ToString().ShouldBe("4: 6");
    }

    [Fact]
    public async Task One_link_names_a_hundred_devices_and_no_more()
    {
        await using var host = await GatewayHost.StartAsync(options => options.FloodBurst = 1_000);
        var (client, _) = await host.LogInAsync();
        await using var __ = client;
        for (ushort pin = 0; pin < 100; pin++)
        {
            await client.SendAsync(Command.Bridge, 7, $"{pin}", "i", FakeDoor.Neighbour);
            (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        }

        await client.SendAsync(Command.Bridge, 8, "100", "i", FakeDoor.Neighbour);
        (await client.ReadAsync()).ToString().ShouldBe("8: 6");
        await client.SendAsync(Command.Bridge, 9, "99", "i", FakeDoor.Neighbour);
        (await client.ReadAsync()).ToString().ShouldBe("9: 200");
    }

    [Fact]
    public async Task An_operator_may_forbid_it_for_everybody()
    {
        await using var host = await GatewayHost.StartAsync(options => options.MayBridge = false);
        var (client, _) = await host.LogInAsync();
        await using var __ = client;

        await client.SendAsync(Command.Bridge, 13, "64", "i", FakeDoor.Neighbour);
        (await client.ReadAsync()).ToString().ShouldBe("13: 6");
    }

    [Fact]
    public async Task Whoever_watches_the_traffic_never_sees_the_token()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Traffic.Watched = true;
        var (client, _) = await host.LogInAsync();
        await using var __ = client;

        await client.SendAsync(Command.Bridge, 13, "64", "i", FakeDoor.Neighbour);
        await client.ReadAsync();
        await client.SendAsync(Command.Bridge, 14, "64", "vw", "1", "5");
        await client.SendAsync(Command.Ping, 15);
        await client.ReadAsync();

        host.Traffic.Words.ShouldContain("> bridge named: 64");
        host.Traffic.Words.ShouldContain("> bridge: 64: V1 = 5");
        host.Traffic.Words.ShouldAllBe(line => !line.Contains(FakeDoor.Neighbour, StringComparison.Ordinal));
    }
}
