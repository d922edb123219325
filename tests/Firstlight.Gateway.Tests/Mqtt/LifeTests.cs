using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Tests.Mqtt;

/// <summary>How links end, and what device and session learn of it.</summary>
public sealed class LifeTests
{
    private static readonly WillMessage Will = new("event/lost", "power"u8.ToArray());

    [Theory]
    [InlineData(40, 60)]
    [InlineData(45, 67)] // 67.5 s, cut to whole seconds
    [InlineData(4, 10)] // never below the minimum
    [InlineData(0, 67)]
    public async Task A_link_silent_for_one_and_a_half_keep_alives_is_dead(int keepAlive, int seconds)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(MqttVersion.V5, keepAlive: (ushort)keepAlive);
        await using var _ = client;

        host.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
        await client.PingPongAsync();
        host.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
        session.Disposed.ShouldBeFalse();

        await host.AdvanceUntilAsync(() => session.Disposed, "the session is given back");
        (await client.ReadDisconnectAsync()).ShouldBe(ReasonCode.KeepAliveTimeout);
        await client.WaitForCloseAsync();
    }

    [Theory]
    [InlineData(LinkEnd.Replaced, ReasonCode.SessionTakenOver)]
    [InlineData(LinkEnd.NewerToken, ReasonCode.AdministrativeAction)]
    [InlineData(LinkEnd.Deleted, ReasonCode.AdministrativeAction)]
    public async Task The_fleet_may_end_a_link_and_a_device_of_5_hears_why(LinkEnd end, ReasonCode reason)
    {
        await using var host = await GatewayHost.StartAsync();
        var (newer, first) = await host.LogInMqttAsync(MqttVersion.V5, will: Will);
        await using var _ = newer;
        var (older, second) = await host.LogInMqttAsync(will: Will);
        await using var __ = older;

        first.Link.Abort(end);
        second.Link.Abort(end);

        (await newer.ReadDisconnectAsync()).ShouldBe(reason);
        await newer.WaitForCloseAsync();
        await older.WaitForCloseAsync();
        await GatewayHost.UntilAsync(() => first.Disposed && second.Disposed, "the sessions are given back");
        // The device is well: what it wanted said about its loss would be wrong.
        first.Calls.ShouldBeEmpty();
        second.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stop_tells_devices_of_5_to_come_back()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(MqttVersion.V5, will: Will);
        await using var _ = client;

        await host.StopAsync();

        session.Disposed.ShouldBeTrue();
        session.Calls.ShouldBeEmpty();
        (await client.ReadDisconnectAsync()).ShouldBe(ReasonCode.ServerShuttingDown);
    }

    [Fact]
    public async Task A_will_is_said_when_the_device_is_lost()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(will: Will);

        await client.DisposeAsync();

        await GatewayHost.UntilAsync(() => session.Disposed, "the session is given back");
        session.Calls.ShouldBe(["event lost|power"]);
    }

    [Fact]
    public async Task A_will_that_no_store_takes_ends_the_link_like_any_other()
    {
        await using var host = await GatewayHost.StartAsync();
        var will = new WillMessage("ds/Temperature", "0"u8.ToArray());
        var (client, session) = await host.LogInMqttAsync(will: will);
        host.Door.Fault = new StorageUnavailableException("away");

        await client.DisposeAsync();

        await GatewayHost.UntilAsync(() => session.Disposed, "the session is given back");
        host.Logs.Lines.ShouldContain(line => line.Id == 7206);
        host.Logs.Lines.ShouldNotContain(line => line.Id == 7001);
    }

    [Theory]
    [InlineData(ReasonCode.Success, 0)]
    [InlineData(ReasonCode.DisconnectWithWill, 1)]
    public async Task A_will_is_not_said_when_the_device_takes_its_leave_unless_it_asks_for_it(
        ReasonCode reason,
        int calls
    )
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(MqttVersion.V5, will: Will);
        await using var _ = client;

        await client.DisconnectAsync(reason);

        await GatewayHost.UntilAsync(() => session.Disposed, "the session is given back");
        session.Calls.Count.ShouldBe(calls);
        await client.WaitForCloseAsync();
    }

    [Fact]
    public async Task A_device_that_waits_for_our_store_is_not_silent()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInMqttAsync();
        await using var __ = client;
        host.Door.SaveGate = new TaskCompletionSource();
        var id = await client.PublishAsync("ds/Temperature", "1", QualityOfService.AtLeastOnce);
        await GatewayHost.UntilAsync(() => host.Door.Sessions.Single().Writes.Count == 1, "the write is at the door");

        host.Time.Advance(TimeSpan.FromMinutes(5));
        host.Door.SaveGate.SetResult();
        await client.ReadAckAsync(PacketType.PubAck, id);
        await client.PingPongAsync();
    }

    [Fact]
    public async Task A_device_that_takes_nothing_is_cut_off()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(info: """{"rxbuff":1000000}""", keepAlive: 60_000);
        await using var _ = client;
        var large = new DeviceCommand.WritePin(new VirtualPin(5), new string('x', 60_000));

        // It reads nothing, so at some point the buffers of both systems are full.
        var sent = 0;
        while (await SendsAtOnceAsync())
            sent++;
        sent.ShouldBeGreaterThan(0);
        await host.AdvanceUntilAsync(() => session.Disposed, "the link is cut");

        async Task<bool> SendsAtOnceAsync()
        {
            var sending = session.Link.SendAsync(large, CancellationToken.None).AsTask();
            var pause = Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
            return await Task.WhenAny(sending, pause) == sending && await sending;
        }
    }

    [Fact]
    public async Task Above_the_flood_limit_what_nobody_waits_for_is_dropped_told_once_and_then_cut_off()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            options.FloodLimit = 5;
            options.FloodBurst = 10;
        });
        var (client, session) = await host.LogInMqttAsync(MqttVersion.V5);
        await using var _ = client;

        for (var sent = 0; sent < 30; sent++)
            await client.PublishAsync("ds/Temperature", $"{sent}");
        (await client.ReadMessageAsync()).ShouldStartWith("downlink/diag = More than 5 messages a second");
        await client.PingPongAsync();
        session.Writes.Count.ShouldBeLessThan(11);

        var patient = 0;
        for (; await IsStillServedAsync(); patient++)
            host.Time.Advance(TimeSpan.FromSeconds(1));
        patient.ShouldBeInRange(9, 11);
        (await client.TryReadAsync()).ShouldBeNull();

        // Ten messages a second, and whether a ping behind them is answered.
        async Task<bool> IsStillServedAsync()
        {
            for (var sent = 0; sent < 10; sent++)
                await client.PublishAsync("ds/Temperature", $"{sent}");
            await client.PingAsync();
            var answer = (await client.TryReadAsync()).ShouldNotBeNull();
            if (answer.Type is PacketType.PingResp)
                return true;
            DisconnectPacket.TryRead(answer, MqttVersion.V5, out var end, out var wrong).ShouldBeTrue(wrong.What);
            end.Reason.ShouldBe(ReasonCode.MessageRateTooHigh);
            await host.AdvanceUntilAsync(() => session.Disposed, "the session is given back");
            return false;
        }
    }

    [Fact]
    public async Task Above_the_flood_limit_what_is_acknowledged_is_taken_later_and_nothing_is_lost()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            options.FloodLimit = 5;
            options.FloodBurst = 10;
        });
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;
        var ids = new List<ushort>();
        for (var sent = 0; sent < 30; sent++)
            ids.Add(await client.PublishAsync("ds/Temperature", $"{sent}", QualityOfService.AtLeastOnce));

        await GatewayHost.UntilAsync(() => session.Writes.Count >= 8, "the burst is taken");
        session.Writes.Count.ShouldBeLessThan(11);
        await host.AdvanceUntilAsync(() => session.Writes.Count == 30, "the rest is taken");
        foreach (var id in ids)
            await client.ReadAckAsync(PacketType.PubAck, id);
        session.Disposed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_hundred_broken_devices_leave_nothing_behind()
    {
        await using var host = await GatewayHost.StartAsync();
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            await using var client = await host.ConnectMqttAsync();
            var bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            bytes[0] = 0x10;
            await client.SendRawAsync(bytes);
        }

        await host.AdvanceUntilAsync(() => host.Watch.Count == 0, "nobody is left");
        host.Logs.Lines.ShouldNotContain(line => line.Id == 7001);
    }
}
