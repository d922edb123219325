using System.Net.Sockets;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests;

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Figures. The first runs always with a generous bound; the others are run by name.</summary>
[Collection(nameof(Alone))]
public sealed class MeasurementTests(ITestOutputHelper output)
{
    private static readonly byte[] Login = NativeClient.Bytes(
        "1d 00 01 00 20" + Convert.ToHexString("0123456789abcdefghijklmnopqrs-_Z"u8)
    );

    private static readonly byte[] MqttHello = NativeClient.Bytes(
        "10 36 00 04 4d 51 54 54 04 c2 00 2d 00 00 00 06 64 65 76 69 63 65 00 20"
            + Convert.ToHexString("0123456789abcdefghijklmnopqrs-_Z"u8)
            + "82 0f 00 01 00 0a 64 6f 77 6e 6c 69 6e 6b 2f 23 00" // downlink/#
            + "30 0c 00 08 69 6e 66 6f 2f 6d 63 75 7b 7d" // info/mcu {}
    );

    private static readonly byte[] Info = NativeClient.Bytes("11 00 02 00 05 76 65 72 00 31");

    [Theory]
    [InlineData("native")]
    [InlineData("mqtt")]
    public async Task A_thousand_idle_devices_cost_little_memory(string protocol)
    {
        const int devices = 1_000;
        await using var host = await GatewayHost.StartAsync();
        await WarmUpAsync(host);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sockets = new List<Socket>(devices);
        for (var device = 0; device < devices; device++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, host.Port, TestContext.Current.CancellationToken);
            byte[] hello = protocol == "mqtt" ? MqttHello : [.. Login, .. Info];
            await socket.SendAsync(hello, TestContext.Current.CancellationToken);
            sockets.Add(socket);
        }

        await GatewayHost.UntilAsync(
            () => host.Door.Sessions.Count(session => !session.Reports.IsEmpty) == devices + 1,
            "all are in"
        );
        host.Logs.Lines.Clear();

        // The clients' own sockets, the fakes and pooled arrays are counted too, so this is an upper bound.
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / devices;
        output.WriteLine($"{each} bytes of managed memory per idle device, its client and its fake session included");
        each.ShouldBeLessThan(16_384);
        foreach (var socket in sockets)
            socket.Dispose();
    }

    [Fact(Explicit = true)]
    public async Task Frames_a_second_in_batches_and_one_by_one()
    {
        await using var host = await GatewayHost.StartAsync(options => options.FloodLimit = null);
        var (client, _) = await host.LogInAsync();
        await using var __ = client;
        var clock = TimeProvider.System;

        const int batches = 20_000;
        var batch = Enumerable
            .Repeat(NativeClient.Bytes("14 00 07 00 07 76 77 00 39 39 00 31"), 100)
            .SelectMany(x => x)
            .ToArray();
        var start = clock.GetTimestamp();
        for (var round = 0; round < batches; round++)
            await client.Stream.WriteAsync(batch, TestContext.Current.CancellationToken);
        await client.SendAsync(Command.Ping);
        await client.Stream.ReadExactlyAsync(new byte[5], TestContext.Current.CancellationToken);
        output.WriteLine(
            $"{batches * 100 / clock.GetElapsedTime(start).TotalSeconds:N0} writes a second in batches of 100"
        );

        const int pings = 50_000;
        var ping = NativeClient.Bytes("06 00 01 00 00");
        var answer = new byte[5];
        start = clock.GetTimestamp();
        for (var round = 0; round < pings; round++)
        {
            await client.Stream.WriteAsync(ping, TestContext.Current.CancellationToken);
            await client.Stream.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        }

        output.WriteLine($"{pings / clock.GetElapsedTime(start).TotalSeconds:N0} round trips a second, one link");
    }

    [Fact(Explicit = true)]
    public async Task Logins_a_second()
    {
        await using var host = await GatewayHost.StartAsync();
        const int logins = 20_000;
        var start = TimeProvider.System.GetTimestamp();
        await Parallel.ForAsync(
            0,
            logins,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 32,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (_, cancellation) =>
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(System.Net.IPAddress.Loopback, host.Port, cancellation);
                await socket.SendAsync(Login, cancellation);
                await socket.ReceiveAsync(new byte[5], cancellation);
            }
        );
        output.WriteLine($"{logins / TimeProvider.System.GetElapsedTime(start).TotalSeconds:N0} logins a second");
    }

    [Fact(Explicit = true)]
    public async Task Idle_memory_over_tls()
    {
        const int devices = 1_000;
        await using var host = await GatewayHost.StartAsync(tls: true);
        var before = (Managed: GC.GetTotalMemory(forceFullCollection: true), All: Environment.WorkingSet);
        var clients = new List<NativeClient>();
        for (var device = 0; device < devices; device++)
        {
            var client = await NativeClient.ConnectTlsAsync(host.TlsPort, host.Root);
            await client.LogInAsync(FakeDoor.Known);
            clients.Add(client);
        }

        output.WriteLine(
            $"{(GC.GetTotalMemory(forceFullCollection: true) - before.Managed) / devices} managed, {(Environment.WorkingSet - before.All) / devices} in all, bytes per idle TLS device with its client"
        );
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    private static async Task WarmUpAsync(GatewayHost host)
    {
        var (client, _) = await host.LogInAsync();
        await client.DisposeAsync();
    }
}
