using System.Net.Sockets;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Tests.Native;

/// <summary>How links end, and what the device's session learns of it.</summary>
public sealed class LifeTests
{
    [Theory]
    [InlineData(new[] { "ver", "1", "h-beat", "40" }, 60)]
    [InlineData(new[] { "ver", "1", "h-beat", "45" }, 67)] // 67.5 s, cut to whole seconds
    [InlineData(new[] { "ver", "1", "h-beat", "4" }, 10)] // never below the minimum
    [InlineData(new[] { "ver", "1", "h-beat", "0" }, 67)]
    [InlineData(new[] { "ver", "1", "h-beat", "soon" }, 67)]
    [InlineData(new[] { "ver", "1" }, 67)]
    public async Task A_link_silent_for_one_and_a_half_heartbeats_is_dead(string[] info, int seconds)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync(info);
        await using var _ = client;

        host.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
        await client.SendAsync(Command.Ping);
        (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);

        host.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
        session.Disposed.ShouldBeFalse();
        var silent = host.Time.GetUtcNow();
        await host.AdvanceUntilAsync(() => session.Disposed, "the session is given back");
        (host.Time.GetUtcNow() - silent).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        await client.WaitForCloseAsync();
    }

    [Fact]
    public async Task A_single_byte_is_a_life_sign()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync("ver", "1", "h-beat", "40");
        await using var _ = client;

        host.Time.Advance(TimeSpan.FromSeconds(59));
        var touches = session.Touches;
        await client.SendHexAsync("06");
        await GatewayHost.UntilAsync(() => session.Touches > touches, "the byte is heard");
        host.Time.Advance(TimeSpan.FromSeconds(59));
        await client.SendHexAsync("00 07 00 00");
        (await client.ReadAsync()).Id.ShouldBe((ushort)7);
    }

    [Fact]
    public async Task A_device_that_waits_for_our_store_is_not_silent()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;
        host.Door.WriteGate = new TaskCompletionSource();
        await client.SendAsync(Command.Hardware, "vw", "0", "1");
        await client.SendAsync(Command.Ping);
        await GatewayHost.UntilAsync(() => host.Door.WritesAtGate == 1, "the write is at the door");

        host.Time.Advance(TimeSpan.FromMinutes(5));
        host.Door.WriteGate.SetResult();
        (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        session.Writes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_session_is_given_back_when_the_device_leaves()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await client.DisposeAsync();
        await GatewayHost.UntilAsync(() => session.Disposed, "the session is given back");
        await GatewayHost.UntilAsync(() => host.Watch.Count == 0, "nothing is left of the link");
    }

    [Fact]
    public async Task The_fleet_may_end_a_link_and_the_device_hears_nothing_but_the_end()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        session.Link.Abort(LinkEnd.Replaced);
        await client.WaitForCloseAsync();
        (await session.Link.SendAsync(new DeviceCommand.Reboot(), CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_refused_report_ends_the_link_without_status_9()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.ReportResult = ReportResult.Refused;
        await using var client = await host.ConnectAsync();
        await client.LogInAsync(FakeDoor.Pending);
        await client.SendAsync(Command.Internal, "ver", "1", "tmpl", "TMPLwrong");
        await client.WaitForCloseAsync();
    }

    [Fact]
    public async Task A_store_that_goes_away_ends_the_link_so_that_the_device_knows_its_value_is_lost()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;
        host.Door.Fault = new StorageUnavailableException("disk full");
        await client.SendAsync(Command.Hardware, "vw", "0", "1");
        await client.WaitForCloseAsync();
        await GatewayHost.UntilAsync(() => session.Disposed, "the session is given back");
    }

    [Fact]
    public async Task A_stop_closes_every_link_and_gives_every_session_back_first()
    {
        await using var host = await GatewayHost.StartAsync();
        var (first, session) = await host.LogInAsync();
        await using var _ = first;
        await using var stranger = await host.ConnectAsync();
        await GatewayHost.UntilAsync(() => host.Watch.Count == 2, "both are there");

        await host.StopAsync();
        session.Disposed.ShouldBeTrue();
        await first.WaitForCloseAsync();
        await stranger.WaitForCloseAsync();
    }

    [Fact]
    public async Task A_device_that_takes_nothing_is_cut_off()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync("ver", "1", "buff-in", "65535", "h-beat", "3600");
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

    [Theory]
    [InlineData(true, "lost")]
    [InlineData(false, "closed")]
    public async Task A_link_that_broke_off_is_told_from_one_that_was_closed(bool isReset, string reason)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        var socket = ((NetworkStream)client.Stream).Socket;
        // Closed with no time for last words, a socket sends a reset.
        if (isReset)
            socket.Close(timeout: 0);
        else
            socket.Shutdown(SocketShutdown.Send);

        await GatewayHost.UntilAsync(() => session.Disposed, "the session is given back");
        await GatewayHost.UntilAsync(() => host.Logs.Lines.Any(line => line.Id == 7203), "the link ends");
        host.Logs.Lines.Single(line => line.Id == 7203).Line.ShouldContain($"ended: {reason}");
    }
}
