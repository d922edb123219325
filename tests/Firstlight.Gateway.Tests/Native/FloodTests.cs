using Firstlight.Gateway.Links;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Native;

public sealed class FloodTests
{
    private const long Frequency = 1_000;

    private static FloodGate Gate() =>
        new(new FloodRule(perSecond: 50, burst: 100, TimeSpan.FromSeconds(10), Frequency));

    [Fact]
    public void A_burst_passes_and_then_fifty_a_second()
    {
        var gate = Gate();
        var passed = 0;
        for (var message = 0; message < 200; message++)
            passed += gate.Take(1) is FloodVerdict.Pass ? 1 : 0;
        passed.ShouldBe(100);
        for (var at = 2L; at <= 1_001; at++)
            passed += gate.Take(at) is FloodVerdict.Pass ? 1 : 0;
        passed.ShouldBeInRange(149, 150);
    }

    [Fact]
    public void A_device_at_the_limit_is_never_disturbed()
    {
        var gate = Gate();
        for (var at = 1L; at < 60_000; at += 20)
            gate.Take(at).ShouldBe(FloodVerdict.Pass);
    }

    [Fact]
    public void Ten_seconds_of_excess_end_the_link_and_are_told_once()
    {
        var gate = Gate();
        var (told, closedAt) = (0, 0L);
        for (var at = 1L; closedAt == 0; at += 10)
        {
            var verdict = gate.Take(at);
            told += verdict is FloodVerdict.DropAndTell ? 1 : 0;
            closedAt = verdict is FloodVerdict.Close ? at : 0;
        }

        told.ShouldBe(1);
        closedAt.ShouldBeInRange(11_000, 13_000); // two seconds of burst, ten of patience
    }

    [Fact]
    public void A_quiet_time_forgives()
    {
        var gate = Gate();
        for (var round = 0; round < 10; round++)
        {
            var start = 1L + (round * 9_000);
            for (var message = 0; message < 300; message++)
                gate.Take(start + message).ShouldNotBe(FloodVerdict.Close);
        }
    }

    [Fact]
    public async Task Over_the_limit_whole_frames_are_dropped_and_the_stream_stays_in_step()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        var write = NativeClient.Bytes("14 00 07 00 06 76 77 00 30 00 31");
        await client.SendRawAsync(Enumerable.Repeat(write, 300).SelectMany(frame => frame).ToArray());
        await client.SendHexAsync("06 00 09 00 00");

        (await client.ReadAsync()).ToString().ShouldBe("7: 1");
        (await client.ReadAsync()).ToString().ShouldBe("9: 200");
        session.Writes.Count.ShouldBe(99); // the information took one of the hundred
    }

    [Fact]
    public async Task Pings_are_never_counted()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInAsync();
        await using var __ = client;
        await client.SendRawAsync(
            Enumerable.Repeat(NativeClient.Bytes("06 00 09 00 00"), 500).SelectMany(frame => frame).ToArray()
        );
        for (var pings = 0; pings < 500; pings++)
            (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
    }

    [Fact]
    public async Task Whoever_floods_on_is_cut_off_and_nobody_else()
    {
        await using var host = await GatewayHost.StartAsync();
        var (flooder, session) = await host.LogInAsync();
        var (quiet, _) = await host.LogInAsync();
        await using var __ = flooder;
        await using var ___ = quiet;

        for (var second = 0; second < 13 && !session.Disposed; second++)
        {
            for (ushort message = 1; message <= 120 && !session.Disposed; message++)
                await TrySendAsync(flooder);
            await quiet.SendAsync(Command.Ping);
            (await quiet.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
            await TryPingAsync(flooder);
            host.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await GatewayHost.UntilAsync(() => session.Disposed, "the flooder is cut off");
        await quiet.SendAsync(Command.Ping);
        (await quiet.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
    }

    [Fact]
    public async Task Off_means_off()
    {
        await using var host = await GatewayHost.StartAsync(options => options.FloodLimit = null);
        var (client, session) = await host.LogInAsync();
        await using var _ = client;
        var write = NativeClient.Bytes("14 00 07 00 06 76 77 00 30 00 31");
        await client.SendRawAsync(Enumerable.Repeat(write, 2_000).SelectMany(frame => frame).ToArray());
        await client.SendAsync(Command.Ping);
        (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        session.Writes.Count.ShouldBe(2_000);
    }

    private static async Task TrySendAsync(NativeClient client)
    {
        try
        {
            await client.SendAsync(Command.Hardware, "vw", "0", "1");
        }
        catch (IOException)
        {
            // Cut off, as it should be.
        }
    }

    /// <summary>When the ping is answered, everything before it has been counted at the present time.</summary>
    private static async Task TryPingAsync(NativeClient client)
    {
        try
        {
            await client.SendAsync(Command.Ping, 65_000);
            while (await client.TryReadAsync() is { } frame && frame.Id != 65_000) { }
        }
        catch (IOException)
        {
            // Cut off, as it should be.
        }
    }
}
