using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Gateway.Tests.Mqtt;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Gateway.Tests.Door;

/// <summary>A server that is about to stop lets its devices go one after the other, and takes no others.</summary>
public sealed class DrainTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Devices_are_let_go_evenly_over_the_time()
    {
        const int count = 10;
        await using var host = await GatewayHost.StartAsync();
        var clients = new List<NativeClient>();
        var sessions = new List<FakeSession>();
        for (var number = 0; number < count; number++)
        {
            var (client, session) = await host.LogInAsync();
            clients.Add(client); // One that nobody holds closes its socket when it is collected.
            sessions.Add(session);
        }

        await GatewayHost.UntilAsync(() => host.Watch.Count == count, "all are in");
        var started = host.Time.GetUtcNow();

        var drained = host.Services.GetRequiredService<IGatewayDrain>().DrainAsync(TimeSpan.FromSeconds(20), None);
        var ends = new List<double>();
        while (ends.Count < count)
        {
            var seen = ends.Count;
            await host.AdvanceUntilAsync(() => sessions.Count(one => one.Disposed) > seen, "the next one goes");
            var elapsed = (host.Time.GetUtcNow() - started).TotalSeconds;
            var gone = sessions.Count(one => one.Disposed);
            gone.ShouldBeLessThanOrEqualTo((int)(elapsed / 2), "nobody goes before it is its turn");
            ends.AddRange(Enumerable.Repeat(elapsed, gone - seen));
        }

        await drained;
        foreach (var client in clients)
            await client.DisposeAsync();
        ends[0].ShouldBeLessThan(ends[^1], "not all at the end");
        ends[^1].ShouldBeGreaterThanOrEqualTo(20);
    }

    [Theory, InlineData(MqttVersion.V311), InlineData(MqttVersion.V5)]
    public async Task Nobody_is_let_in_any_more_and_nobody_is_told_that_its_token_is_wrong(MqttVersion version)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.Services.GetRequiredService<IGatewayDrain>().DrainAsync(TimeSpan.Zero, None);

        foreach (var token in new[] { FakeDoor.Known, FakeDoor.Stranger })
        {
            await using var client = await host.ConnectMqttAsync(version);
            (await client.LogInAsync(token)).Reason.ShouldBe(ReasonCode.ServerUnavailable);
        }

        await using var native = await host.ConnectAsync();
        await native.SendAsync(Command.HardwareLogin, FakeDoor.Stranger);
        await native.WaitForCloseAsync();
    }

    [Fact]
    public async Task A_device_of_5_is_told_that_the_server_stops()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(MqttVersion.V5);
        await using var _ = client;

        var drained = host.Services.GetRequiredService<IGatewayDrain>().DrainAsync(TimeSpan.FromSeconds(1), None);
        await host.AdvanceUntilAsync(() => session.Disposed, "it is let go");

        (await client.ReadDisconnectAsync()).ShouldBe(ReasonCode.ServerShuttingDown);
        await drained;
    }

    [Fact]
    public async Task Told_again_it_waits_for_nobody()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;
        using var atOnce = new CancellationTokenSource();

        var drained = host.Services.GetRequiredService<IGatewayDrain>().DrainAsync(TimeSpan.FromHours(1), atOnce.Token);
        await atOnce.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => drained);
        session.Disposed.ShouldBeFalse("the closing of the doors is for others to do");
    }
}
